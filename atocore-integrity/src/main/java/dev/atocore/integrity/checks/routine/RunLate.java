package dev.atocore.integrity.checks.routine;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.history.History;
import dev.atocore.integrity.history.Night;
import dev.atocore.integrity.history.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Nights on which nobody looked: the nightly job did not run. */
public final class RunLate extends BuiltInCheck {
  /** From then on someone expects it to run each night. */
  private static final int HABIT = 3;

  private static final Duration LATE = Duration.ofHours(49);

  private static final Duration NO_RUN_IS_SO_LONG = Duration.ofHours(1);

  public RunLate() {
    super(
        "run-late",
        Severity.WARNING,
        "no whole run for two days, once there were three nights, or a run that was cut off",
        "look at cron and at the log of scripts/batch-extract.sh");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    try {
      late(context, findings);
      cutOff(context, findings);
    } catch (DateTimeParseException e) {
      findings.note("the time of the last run cannot be read");
    }
  }

  private static void late(CheckContext context, Findings findings) {
    List<Night> nights = new History(context.store()).nights();
    if (nights.size() < HABIT) {
      return;
    }
    String last = nights.get(0).startedAt();
    Duration since = Duration.between(Instant.parse(last), context.now());
    if (since.compareTo(LATE) > 0) {
      findings.add(
          "nightly",
          Details.of("the last run of all checks was " + since.toDays() + " days before this one")
              .with("last_run", last));
    }
  }

  /** This run has begun by now; only one that began long before is one that was killed. */
  private static void cutOff(CheckContext context, Findings findings) {
    String started = new RunRecord(context.store()).unfinished();
    if (started != null
        && Duration.between(Instant.parse(started), context.now()).compareTo(NO_RUN_IS_SO_LONG)
            > 0) {
      findings.add(
          "cut-off",
          Details.of("a run of all checks began and never came to its end")
              .with("started_at", started));
    }
  }
}
