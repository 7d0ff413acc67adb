package dev.atocore.integrity.run;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.store.Capability;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.history.Acknowledgement;
import dev.atocore.integrity.history.Acknowledgements;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.integrity.result.Looked;
import dev.atocore.integrity.scan.Mark;
import dev.atocore.integrity.scope.RunScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of some checks on a store. Keeps nothing of what it sees. */
public final class CheckRun {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.integrity.CheckRun");

  private final MemoryStore store;
  private final List<IntegrityCheck> chosen;
  private final RunOptions options;
  private final Instant started = Instant.now();
  private final long clock = System.nanoTime();

  /** A run that has begun by now. */
  public CheckRun(MemoryStore store, List<IntegrityCheck> chosen, RunOptions options) {
    this.store = store;
    this.chosen = possible(store, chosen);
    this.options = options;
  }

  /** Those of the checks that the database of the store can do. */
  public static List<IntegrityCheck> possible(MemoryStore store, List<IntegrityCheck> checks) {
    Set<Capability> there = store.capabilities();
    List<IntegrityCheck> possible = new ArrayList<>(checks);
    possible.removeIf(check -> !there.containsAll(check.needs()));
    return possible;
  }

  /** Runs those checks and keeps nothing. */
  public static IntegrityResult look(
      MemoryStore store, List<IntegrityCheck> chosen, RunOptions options) {
    return new CheckRun(store, chosen, options).look(RunWatch.quiet(), Map.of(), null).result();
  }

  /**
   * Runs the checks of a run that will be kept: it heeds what operators have acknowledged, and
   * remembers which of these findings are gone.
   */
  public Looked look(RunWatch watch) {
    Map<String, Acknowledgement> holding = holding();
    // Before the first look: what is written meanwhile is new next time.
    return look(watch, holding, mark(() -> Mark.of(store, started)));
  }

  private Looked look(RunWatch watch, Map<String, Acknowledgement> holding, @Nullable Mark here) {
    Mark since = options.sinceLast() ? mark(() -> Mark.last(store)) : null;
    RunScope scope = new RunScope(store, started, options.full(), since);
    Acknowledgements acknowledgements = new Acknowledgements(store);
    List<CheckJob> jobs = new ArrayList<>();
    for (IntegrityCheck check : chosen) {
      if (since == null || check.looksAtNews() || !options.checkIds().isEmpty()) {
        jobs.add(new CheckJob(check, scope, options.samples(), acknowledgements, holding));
      }
    }
    List<CheckResult> results = new ArrayList<>();
    Map<String, List<Findings.Seen>> seen = new LinkedHashMap<>();
    for (CheckJob.Outcome outcome : new SideBySide(jobs, watch).run()) {
      results.add(outcome.result());
      seen.put(outcome.result().id(), outcome.seen());
    }
    return new Looked(
        new IntegrityResult(
            Times.format(started),
            Duration.ofNanos(System.nanoTime() - clock).toMillis(),
            results,
            !options.checkIds().isEmpty() || since != null || watch.isStopped(),
            since == null ? null : since.at(),
            watch.isStopped(),
            null),
        seen,
        scope.counted(),
        here);
  }

  private Map<String, Acknowledgement> holding() {
    try {
      return new Acknowledgements(store).holding(started);
    } catch (AtoCoreException e) {
      // Better to alert about a known finding than not to look at all.
      log.warn("The acknowledgements cannot be read: {}", e.getMessage());
      return Map.of();
    }
  }

  private static @Nullable Mark mark(Supplier<@Nullable Mark> read) {
    try {
      return read.get();
    } catch (AtoCoreException e) {
      log.debug("How far the store was looked at cannot be read: {}", e.getMessage());
      return null;
    }
  }
}
