package dev.atocore.integrity;

import dev.atocore.alerts.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Nights on which nobody looked: the nightly job did not run. */
final class RunLate extends BuiltInCheck {
  /** From then on someone expects it to run each night. */
  private static final int HABIT = 3;

  private static final Duration LATE = Duration.ofHours(49);

  RunLate() {
    super(
        "run-late",
        Severity.WARNING,
        "more than two days since the last run, once there were three nights",
        "look at cron and at the log of scripts/batch-extract.sh");
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    List<Night> nights = new History(context.store()).nights();
    if (nights.size() < HABIT) {
      return;
    }
    String last = nights.get(0).startedAt();
    try {
      Duration since = Duration.between(Instant.parse(last), context.now());
      if (since.compareTo(LATE) > 0) {
        findings.add(
            "nightly",
            Details.of("the last run of all checks was " + since.toDays() + " days before this one")
                .with("last_run", last));
      }
    } catch (DateTimeParseException e) {
      findings.note("the time of the last run cannot be read");
    }
  }
}
