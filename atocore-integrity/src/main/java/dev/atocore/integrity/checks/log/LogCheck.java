package dev.atocore.integrity.checks.log;

import dev.atocore.alerts.event.Severity;
import dev.atocore.audit.entry.AuditAction;
import dev.atocore.core.change.Transition;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.OwnActor;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Mark;
import dev.atocore.integrity.scan.Slices;
import dev.atocore.integrity.scan.Spelled;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A look at the log's entries, each row of whose query is an entry that should not be. */
public final class LogCheck extends BuiltInCheck {
  /**
   * Entries that a repair made start from what it found, and are meant to. Their request id says
   * so. Releases before that gave repairs none, and told them by the actor; a command or an HTTP
   * request that took the name always has one.
   */
  private static final String NOT_REPAIRED =
      " AND CASE WHEN e.request_id IS NULL THEN e.actor <> '"
          + OwnActor.INTEGRITY_REPAIR.word()
          + "' ELSE e.request_id NOT GLOB '"
          + Change.REPAIR_PREFIX
          + "*' END";

  private static final String NOT_REPAIRED_IN_POSTGRESQL =
      " AND CASE WHEN e.request_id IS NULL THEN e.actor <> '"
          + OwnActor.INTEGRITY_REPAIR.word()
          + "' ELSE NOT starts_with(e.request_id, '"
          + Change.REPAIR_PREFIX
          + "') END";

  private static final String ENTRY_RANGE = " AND e.id > ? AND e.id <= ?";

  private static final String WITH_PREVIOUS =
      " FROM memory_audit e JOIN memory_audit p ON p.memory_id = e.memory_id AND p.version ="
          + " e.version - 1";

  private static final String REVERSED =
      "SELECT e.memory_id, e.version, e.id, e.timestamp"
          + WITH_PREVIOUS
          + " WHERE e.timestamp < p.timestamp"
          + ENTRY_RANGE;

  private static final Spelled LOST_UPDATES =
      new Spelled(lostUpdates(NOT_REPAIRED), lostUpdates(NOT_REPAIRED_IN_POSTGRESQL));

  private static final Spelled CLOCK_REVERSED = new Spelled(REVERSED, REVERSED);

  /** Erased entries have neither image and are left alone, as are images that are no JSON. */
  private static final Spelled ILLEGAL_TRANSITIONS =
      new Spelled(
          illegalTransitions(
              "CASE WHEN json_valid(e.COLUMN) THEN json_extract(e.COLUMN, '$.NAME') END",
              NOT_REPAIRED,
              "0",
              "1"),
          illegalTransitions(
              "CASE WHEN atocore_is_json(e.COLUMN) THEN CAST(e.COLUMN AS json) ->> 'NAME' END",
              NOT_REPAIRED_IN_POSTGRESQL,
              "FALSE",
              "TRUE"));

  private final String message;
  private final Spelled sql;

  /**
   * A check.
   *
   * @param sql finds entries whose ids are above the one {@code ?} and at most the other
   */
  private LogCheck(String id, String finds, String message, Spelled sql) {
    super(
        id,
        Severity.WARNING,
        finds,
        "atocore audit history MEMORY_ID; acknowledge it once you know why");
    this.message = message;
    this.sql = sql;
  }

  /** All of them, in the order in which they run. */
  public static List<LogCheck> all() {
    return List.of(
        new LogCheck(
            "lost-update",
            "audit entries that do not start from what the entry before left",
            "starts from another image than the entry before left",
            LOST_UPDATES),
        new LogCheck(
            "illegal-transition",
            "audit entries whose change of status is not allowed or is called by the wrong verb",
            "is a change that the life of a memory does not have",
            ILLEGAL_TRANSITIONS),
        new LogCheck(
            "clock-reversed",
            "audit entries that are dated before the entry they follow",
            "is dated before the entry it follows",
            CLOCK_REVERSED));
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Mark since = context.since();
    if (since == null && !context.mayReadAll()) {
      findings.note("the entries of a log this large are looked at in a full run only");
      return;
    }
    Slices.forEachRow(
        context,
        "id",
        "memory_audit",
        since == null ? 0 : since.entryId(),
        sql,
        (connection, row) -> found(row, findings));
  }

  private void found(ResultSet row, Findings findings) throws SQLException {
    findings.add(
        row.getString(1) + "@" + row.getLong(2),
        Details.of(message)
            .with("memory_id", row.getString(1))
            .with("version", row.getLong(2))
            .with("entry_id", row.getLong(3))
            .with("found", row.getString(4)));
  }

  private static String lostUpdates(String notRepaired) {
    return "SELECT e.memory_id, e.version, e.id, e.actor"
        + WITH_PREVIOUS
        + " WHERE e.before_json <> p.after_json"
        + notRepaired
        + ENTRY_RANGE;
  }

  private static String text(String value, String column, String name) {
    return value.replace("COLUMN", column).replace("NAME", name);
  }

  /**
   * The statement in the words of a database.
   *
   * @param value how it reads the text NAME from the image in COLUMN
   */
  private static String illegalTransitions(
      String value, String notRepaired, String no, String yes) {
    return "SELECT memory_id, version, id, action || ': ' || coalesce(was, 'nothing') || ' to ' ||"
        + " became FROM (SELECT e.memory_id, e.version, e.id, e.action, e.before_json,"
        + " e.before_digest, "
        + text(value, "before_json", "status")
        + " AS was, "
        + text(value, "after_json", "status")
        + " AS became, "
        + text(value, "after_json", "content")
        + " AS says"
        + " FROM memory_audit e WHERE e.after_json IS NOT NULL"
        + notRepaired
        + ENTRY_RANGE
        + ") AS images WHERE became IS NOT NULL AND CASE"
        + " WHEN was IS NULL THEN before_json IS NULL AND before_digest IS NULL AND (action <> '"
        + AuditAction.CREATED.verb()
        + "' OR version <> 1)"
        + " WHEN action = '"
        + AuditAction.REVERTED.verb()
        + "' THEN "
        + no
        + lifeOfAMemory()
        + " WHEN was = became AND says = '"
        + Memory.REDACTED
        + "' THEN action <> '"
        + AuditAction.UPDATED.verb()
        + "' ELSE "
        + yes
        + " END";
  }

  /** The changes of status that there are, each with the verbs that it must not be called by. */
  private static String lifeOfAMemory() {
    StringBuilder rules = new StringBuilder();
    for (MemoryStatus from : MemoryStatus.values()) {
      for (MemoryStatus to : MemoryStatus.values()) {
        Set<AuditAction> actions = Transition.actions(from, to);
        if (!actions.isEmpty()) {
          rules.append(" WHEN was = '").append(from.word());
          rules.append("' AND became = '").append(to.word());
          rules.append("' THEN action NOT IN ");
          rules.append(
              actions.stream()
                  .map(AuditAction::verb)
                  .collect(Collectors.joining("', '", "('", "')")));
        }
      }
    }
    return rules.toString();
  }
}
