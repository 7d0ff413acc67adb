package dev.atocore.integrity;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.StateValue;
import dev.atocore.integrity.Night.KnownFinding;
import java.sql.PreparedStatement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results of the nights, a row each, kept in the store for a year and a bit. */
final class History {
  private static final String PROJECT = "atocore";
  private static final String CATEGORY = "integrity_history";
  private static final int DAYS_KEPT = 400;
  private static final int DATE_CHARACTERS = 10;

  private final MemoryStore store;

  History(MemoryStore store) {
    this.store = store;
  }

  /** The nights, newest first. */
  List<Night> nights() {
    List<Night> nights = new ArrayList<>();
    for (StateValue value : store.state().list(PROJECT)) {
      Night night = value.category().equals(CATEGORY) ? Night.parse(value.value()) : null;
      if (night != null) {
        nights.add(night);
      }
    }
    // The state is listed in order of its keys, which are dates.
    Collections.reverse(nights);
    return nights;
  }

  /** The result with what the nights before know of its findings. */
  IntegrityResult recall(IntegrityResult result) {
    List<Night> nights = nights();
    String today = date(result);
    Map<String, KnownFinding> known = new HashMap<>();
    boolean seenToday = !nights.isEmpty() && nights.get(0).date().equals(today);
    if (!nights.isEmpty()) {
      for (KnownFinding finding : nights.get(0).findings()) {
        known.put(finding.findingId(), finding);
      }
    }
    List<CheckResult> checks = new ArrayList<>();
    for (CheckResult check : result.checks()) {
      List<Finding> findings = new ArrayList<>();
      for (Finding finding : check.findings()) {
        KnownFinding before = known.get(finding.findingId());
        findings.add(
            before == null
                ? finding.seen(result.startedAt(), 1)
                : finding.seen(before.firstSeen(), before.nights() + (seenToday ? 0 : 1)));
      }
      checks.add(check.withFindings(findings));
    }
    return result.withChecks(checks);
  }

  /** Keeps the night, over an earlier run of the same day, and forgets those long past. */
  void keep(IntegrityResult result) {
    Map<String, Long> counts = new LinkedHashMap<>();
    List<KnownFinding> findings = new ArrayList<>();
    for (CheckResult check : result.checks()) {
      if (check.count() > 0) {
        counts.put(check.id(), check.count());
      }
      for (Finding finding : check.findings()) {
        findings.add(
            new KnownFinding(
                finding.findingId(),
                check.id(),
                finding.subject(),
                finding.firstSeen(),
                finding.nights()));
      }
    }
    String date = date(result);
    store
        .state()
        .set(
            PROJECT,
            CATEGORY,
            date,
            new Night(date, result.startedAt(), result.status(), counts, findings).json());
    forgetBefore(LocalDate.parse(date).minusDays(DAYS_KEPT).toString());
  }

  private void forgetBefore(String date) {
    store.write(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement(
                  "DELETE FROM project_state WHERE project = ? AND category = ? AND key < ?")) {
            delete.setString(1, PROJECT);
            delete.setString(2, CATEGORY);
            delete.setString(3, date);
            return delete.executeUpdate();
          }
        });
  }

  private static String date(IntegrityResult result) {
    return result.startedAt().substring(0, DATE_CHARACTERS);
  }
}
