package dev.atocore.integrity.run;

import dev.atocore.core.error.AtoCoreException;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.history.Acknowledgement;
import dev.atocore.integrity.history.Acknowledgements;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.scope.RunScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One check of a run: runs it, and makes its result of what it found, whatever goes wrong. */
final class CheckJob implements Runnable {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.integrity.CheckJob");
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final IntegrityCheck check;
  private final CheckContext context;
  private final Acknowledgements acknowledgements;
  private final List<Acknowledgement> known = new ArrayList<>();
  private final Findings findings;
  private final CompletableFuture<Outcome> done = new CompletableFuture<>();

  CheckJob(
      IntegrityCheck check,
      RunScope run,
      int samples,
      Acknowledgements acknowledgements,
      Map<String, Acknowledgement> holding) {
    this.check = check;
    this.context = new CheckContext(run);
    this.acknowledgements = acknowledgements;
    for (Acknowledgement ack : holding.values()) {
      if (Finding.isOf(ack.findingId(), check.id())) {
        known.add(ack);
      }
    }
    Set<String> accepted =
        known.stream().map(Acknowledgement::findingId).collect(Collectors.toSet());
    this.findings = new Findings(check, samples, accepted);
  }

  /**
   * What came of a check.
   *
   * @param result as users see it
   * @param seen its findings in short, more of them than the result lists
   */
  record Outcome(CheckResult result, List<Findings.Seen> seen) {}

  String id() {
    return check.id();
  }

  /** The ids of the checks that must have ended before. */
  List<String> after() {
    return check instanceof BuiltInCheck own ? own.after() : List.of();
  }

  CompletableFuture<Outcome> done() {
    return done;
  }

  @Override
  public void run() {
    String error = check instanceof BuiltInCheck ? attempt() : attemptWithin(check.timeout());
    done.complete(outcome(error));
  }

  /** Makes the check fail soon. */
  void stop() {
    context.stop();
  }

  /** What came of it, or what there is of it when it has not ended. */
  Outcome soFar() {
    Outcome ended = done.getNow(null);
    return ended != null ? ended : outcome("the run was ended before this check was done");
  }

  private @Nullable String attempt() {
    try {
      check.run(context, findings);
      return null;
    } catch (Throwable e) {
      // Whatever it is, embedders' checks included: the other checks must still run.
      if (!context.isStopped()) {
        log.warn("The check {} failed: {}", check.id(), e.getMessage());
      }
      log.debug("The check {} failed", check.id(), e);
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
  }

  /** An embedder's check may not end at all: it gets a thread of its own, which is left behind. */
  private @Nullable String attemptWithin(Duration most) {
    CompletableFuture<@Nullable String> ended = new CompletableFuture<>();
    Thread thread = new Thread(() -> ended.complete(attempt()), "atocore-check-" + check.id());
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(Math.max(1, most.toMillis()));
      if (ended.isDone()) {
        return ended.join();
      }
      context.stop();
      findings.close();
      thread.interrupt();
      thread.join(GRACE.toMillis());
      return "it took longer than " + TimeUnit.MILLISECONDS.toSeconds(most.toMillis()) + " s";
    } catch (InterruptedException e) {
      context.stop();
      Thread.currentThread().interrupt();
      return "the run was interrupted";
    }
  }

  private Outcome outcome(@Nullable String error) {
    findings.close();
    long count = findings.count();
    long acknowledged = findings.acceptedSeen().size();
    CheckStatus status =
        error != null
            ? CheckStatus.ERROR
            : count > acknowledged ? CheckStatus.FINDINGS : CheckStatus.OK;
    List<Finding> kept = findings.kept();
    return new Outcome(
        new CheckResult(
            check.id(),
            check.severity(),
            status,
            count,
            acknowledged,
            error == null ? RowOfFinding.added(context, kept) : kept,
            error == null ? note() : findings.note(),
            error),
        findings.seen());
  }

  /** Tells once of acknowledged findings that are gone. A look at what is new cannot know. */
  private @Nullable String note() {
    String note = findings.note();
    if (known.isEmpty() || context.since() != null) {
      return note;
    }
    try {
      List<String> gone = acknowledgements.seen(known, findings.acceptedSeen(), context.now());
      if (!gone.isEmpty()) {
        String told = "acknowledged and now gone: " + String.join(", ", gone);
        note = note == null ? told : note + "; " + told;
      }
    } catch (AtoCoreException e) {
      log.warn("Which acknowledged findings are gone could not be kept: {}", e.getMessage());
    }
    return note;
  }
}
