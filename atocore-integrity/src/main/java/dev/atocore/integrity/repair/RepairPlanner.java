package dev.atocore.integrity.repair;

import dev.atocore.core.text.Times;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.check.Rows;
import dev.atocore.integrity.check.SqliteShapes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the findings of one check into steps. Findings it knows no safe step for are left. */
final class RepairPlanner {
  /** A plan is held in memory; what is beyond this is for the next one. */
  static final int MOST_FINDINGS = 100_000;

  static final Set<String> MENDED =
      Set.of(
          "dangling-source-chunk",
          "duplicate-active-memory",
          "stale-candidate",
          "state-of-missing-project",
          "memory-of-missing-project",
          "orphan-source-chunk",
          "memory-drift",
          "audit-gap",
          "search-index-drift",
          "store-corrupt",
          "row-damaged");

  private final IntegrityCheck check;
  private final boolean adopt;
  private final List<RepairStep> steps = new ArrayList<>();
  private final Set<String> planned = new HashSet<>();

  RepairPlanner(IntegrityCheck check, boolean adopt) {
    this.check = check;
    this.adopt = adopt;
  }

  RepairPlan plan(CheckContext context) throws SQLException {
    Findings findings = new Findings(check, MOST_FINDINGS, Set.of());
    check.run(context, findings);
    return context.read(
        connection -> {
          long mended = 0;
          for (Finding finding : findings.kept()) {
            mended += add(connection, finding) ? 1 : 0;
          }
          return new RepairPlan(
              check.id(), Times.format(context.now()), steps, findings.count() - mended);
        });
  }

  private boolean add(Connection connection, Finding finding) throws SQLException {
    return switch (check.id()) {
      case "dangling-source-chunk" ->
          step(connection, RepairAction.CLEAR_SOURCE_CHUNK, finding.subject());
      case "duplicate-active-memory" -> supersede(connection, finding);
      case "stale-candidate" -> step(connection, RepairAction.REJECT, finding.subject());
      case "state-of-missing-project", "memory-of-missing-project" ->
          step(connection, RepairAction.REGISTER_PROJECT, text(finding, "project"));
      case "orphan-source-chunk" ->
          step(connection, RepairAction.QUARANTINE, text(finding, "document_id"));
      case "memory-drift" -> drift(connection, finding);
      case "audit-gap" ->
          adopt
              && text(finding, "verdict").equals("missing")
              && RowHash.isUnknownToLog(connection, text(finding, "memory_id"))
              && step(connection, RepairAction.ADOPT, text(finding, "memory_id"));
      case "row-damaged" -> adopt && accept(connection, finding);
      case "search-index-drift" ->
          step(connection, RepairAction.REBUILD_SEARCH_INDEX, "memories_fts");
      case "store-corrupt" ->
          !text(finding, "index").isEmpty()
              && step(connection, RepairAction.REINDEX, text(finding, "table"));
      default -> false;
    };
  }

  private boolean drift(Connection connection, Finding finding) throws SQLException {
    boolean gone = RowHash.of(connection, RepairAction.RESTORE, finding.subject(), null).isEmpty();
    // Nothing is left that could be taken into the log.
    return !(adopt && gone)
        && step(connection, adopt ? RepairAction.ADOPT : RepairAction.RESTORE, finding.subject());
  }

  private boolean accept(Connection connection, Finding finding) throws SQLException {
    if (!(finding.details().values().get("rowid") instanceof Long number)) {
      return false;
    }
    String row = DigestedRow.name(text(finding, "table"), number);
    return DigestedRow.of(row) != null && step(connection, RepairAction.ACCEPT_ROW, row);
  }

  private boolean supersede(Connection connection, Finding finding) throws SQLException {
    // The finding lists the first few, the index those with a hash of the store's own form or none.
    Set<String> newer = new LinkedHashSet<>();
    Rows.forEach(
        connection, SqliteShapes.SAME_AS, row -> newer.add(row.getString(1)), finding.subject());
    if (finding.details().values().get("memory_ids") instanceof List<?> members) {
      members.forEach(member -> newer.add((String) member));
    }
    newer.remove(finding.subject());
    for (String id : newer) {
      add(connection, RepairAction.SUPERSEDE, id, finding.subject());
    }
    return !newer.isEmpty();
  }

  private boolean step(Connection connection, RepairAction action, String subject)
      throws SQLException {
    add(connection, action, subject, null);
    return true;
  }

  private void add(
      Connection connection, RepairAction action, String subject, @Nullable String target)
      throws SQLException {
    if (planned.add(action + "\0" + subject)) {
      steps.add(
          new RepairStep(action, subject, target, RowHash.of(connection, action, subject, target)));
    }
  }

  private static String text(Finding finding, String name) {
    Object value = finding.details().values().get(name);
    return value instanceof String text ? text : "";
  }
}
