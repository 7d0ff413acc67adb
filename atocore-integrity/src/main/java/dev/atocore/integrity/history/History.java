package dev.atocore.integrity.history;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.state.State;
import dev.atocore.core.state.StateValue;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.history.Night.KnownFinding;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.integrity.result.Looked;
import dev.atocore.integrity.scan.RowCounts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The results of the nights, a row each, kept in the store for a year and a bit. */
public final class History {
  private static final String CATEGORY = "integrity_history";
  private static final String RUNS = "integrity";
  private static final String LAST_RUN = "last_run";
  private static final String RUN_BEFORE = "run_before";
  private static final int DAYS_KEPT = 400;
  private static final int DATE_CHARACTERS = 10;

  private final MemoryStore store;

  public History(MemoryStore store) {
    this.store = store;
  }

  /** The nights, newest first. */
  public List<Night> nights() {
    List<Night> nights = new ArrayList<>();
    for (StateValue value : store.state().list(State.OWN, CATEGORY)) {
      Night night = Night.parse(value.value());
      if (night != null) {
        nights.add(night);
      }
    }
    // The state is listed in order of its keys, which are dates.
    Collections.reverse(nights);
    return nights;
  }

  /** What the last run of all checks found; null when there was none. */
  public @Nullable Night lastRun() {
    return run(LAST_RUN);
  }

  /** What the run of all checks before that found; null when there was none. */
  public @Nullable Night runBefore() {
    return run(RUN_BEFORE);
  }

  /** The result with what the run before knows of its findings. */
  IntegrityResult recall(IntegrityResult result) {
    Night last = lastRun();
    Map<String, KnownFinding> known = known(last);
    boolean sameDay = last != null && last.date().equals(date(result));
    List<CheckResult> checks = new ArrayList<>();
    for (CheckResult check : result.checks()) {
      List<Finding> findings = new ArrayList<>();
      for (Finding finding : check.findings()) {
        KnownFinding before = known.get(finding.findingId());
        findings.add(
            before == null
                ? finding.seen(result.startedAt(), 1)
                : finding.seen(before.firstSeen(), before.nights() + (sameDay ? 0 : 1)));
      }
      checks.add(check.withFindings(findings));
    }
    return result.withChecks(checks);
  }

  /** Keeps the run, and the night over an earlier run of the same day; forgets those long past. */
  void keep(Looked looked) {
    IntegrityResult result = looked.result();
    String date = date(result);
    Night last = lastRun();
    List<KnownFinding> all = findings(looked, last);
    Map<String, Long> counts = new LinkedHashMap<>();
    Set<String> listed = new HashSet<>();
    for (CheckResult check : result.checks()) {
      if (check.count() > 0) {
        counts.put(check.id(), check.count());
      }
      for (Finding finding : check.findings()) {
        listed.add(finding.findingId());
      }
    }
    RowCounts counted = looked.rows();
    Map<String, Long> rows = counted == null ? Map.of() : counted.byTable();
    Night run = new Night(date, result.startedAt(), result.status(), counts, rows, all);
    if (last != null) {
      store.state().set(State.OWN, RUNS, RUN_BEFORE, last.json());
    }
    store.state().set(State.OWN, RUNS, LAST_RUN, run.json());
    List<KnownFinding> some = new ArrayList<>(all);
    some.removeIf(finding -> !listed.contains(finding.findingId()));
    store.state().set(State.OWN, CATEGORY, date, run.with(some).json());
    store
        .state()
        .forgetBefore(State.OWN, CATEGORY, LocalDate.parse(date).minusDays(DAYS_KEPT).toString());
  }

  private static List<KnownFinding> findings(Looked looked, @Nullable Night last) {
    Map<String, KnownFinding> known = known(last);
    String now = looked.result().startedAt();
    boolean sameDay = last != null && last.date().equals(date(looked.result()));
    List<KnownFinding> findings = new ArrayList<>();
    looked
        .seen()
        .forEach(
            (check, seen) -> {
              for (Findings.Seen finding : seen) {
                KnownFinding before = known.get(finding.findingId());
                findings.add(
                    new KnownFinding(
                        finding.findingId(),
                        check,
                        finding.subject(),
                        before == null ? now : before.firstSeen(),
                        before == null ? 1 : before.nights() + (sameDay ? 0 : 1)));
              }
            });
    return findings;
  }

  private static Map<String, KnownFinding> known(@Nullable Night night) {
    Map<String, KnownFinding> known = new HashMap<>();
    if (night != null) {
      for (KnownFinding finding : night.findings()) {
        known.put(finding.findingId(), finding);
      }
    }
    return known;
  }

  private @Nullable Night run(String key) {
    return store
        .state()
        .get(State.OWN, RUNS, key)
        .map(StateValue::value)
        .map(Night::parse)
        .orElse(null);
  }

  private static String date(IntegrityResult result) {
    return result.startedAt().substring(0, DATE_CHARACTERS);
  }
}
