package dev.atocore.integrity.checks.postgres;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.store.Capability;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Rows;

/**
 * A log that is not append-only any more: a guard that is gone or off, or rights of logins to get
 * past it. What the owner of the tables and a superuser could do is not found here, since somebody
 * must be that; {@code doctor} says when AtoCore's own login is.
 */
public final class LogUnguarded extends BuiltInCheck {
  /** Tables whose rows are never deleted, and for which nothing but INSERT is granted. */
  private static final String TABLES =
      "(VALUES ('memory_audit', TRUE), ('audit_erasures', TRUE), ('audit_gaps', TRUE),"
          + " ('audit_record', TRUE), ('key_events', TRUE), ('audit_tile', FALSE),"
          + " ('audit_sealed', FALSE), ('audit_extent', FALSE), ('memory_refusals', FALSE))"
          + " AS log (name, fixed)";

  /** In pg_trigger.tgtype: 2 before, then what for. Only one that is always on stops a replica. */
  private static final String GUARDS =
      "SELECT log.name, act.word FROM "
          + TABLES
          + " CROSS JOIN (VALUES ('UPDATE', 16), ('DELETE', 8), ('TRUNCATE', 32)) AS act (word,"
          + " bit) WHERE to_regclass(log.name) IS NOT NULL AND NOT (log.name = 'memory_refusals'"
          + " AND act.word = 'UPDATE') AND NOT EXISTS (SELECT 1 FROM pg_trigger g JOIN pg_proc p ON"
          + " p.oid = g.tgfoid WHERE g.tgrelid = to_regclass(log.name) AND g.tgenabled = 'A' AND"
          + " g.tgtype & 2 > 0 AND g.tgtype & act.bit > 0 AND p.proname = 'atocore_append_only' AND"
          + " p.pronamespace = CAST(current_schema() AS regnamespace)) ORDER BY 1, 2";

  private static final String GRANTS =
      "SELECT DISTINCT name, role, privilege FROM ("
          + "SELECT log.name, log.fixed, a.grantee, c.relowner, a.privilege_type AS privilege FROM "
          + TABLES
          + " JOIN pg_class c ON c.oid = to_regclass(log.name) CROSS JOIN aclexplode(c.relacl) a"
          + " UNION ALL "
          + "SELECT log.name, log.fixed, a.grantee, c.relowner, a.privilege_type FROM "
          + TABLES
          + " JOIN pg_class c ON c.oid = to_regclass(log.name)"
          + " JOIN pg_attribute t ON t.attrelid = c.oid AND t.attacl IS NOT NULL"
          + " CROSS JOIN aclexplode(t.attacl) a) AS granted"
          + " CROSS JOIN LATERAL (SELECT CASE grantee WHEN 0 THEN 'PUBLIC'"
          + " ELSE CAST(pg_get_userbyid(grantee) AS text) END) AS who (role)"
          + " WHERE grantee <> relowner AND (privilege IN ('DELETE', 'TRUNCATE', 'TRIGGER')"
          + " OR privilege = 'UPDATE' AND fixed) ORDER BY 1, 2, 3";

  public LogUnguarded() {
    super(
        "log-unguarded",
        Severity.WARNING,
        "guards of the log in PostgreSQL that are missing or off, and logins that were granted"
            + " more than to add to it",
        "ALTER TABLE TABLE ENABLE ALWAYS TRIGGER TRIGGER as docs/postgresql.md has it; REVOKE what"
            + " 'atocore db grants' does not grant; then atocore audit verify",
        Capability.SERVER);
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Rows.forEach(
        context,
        GUARDS,
        (connection, row) ->
            findings.add(
                row.getString(1) + "/" + row.getString(2),
                Details.of("nothing stops " + row.getString(2) + " of " + row.getString(1))
                    .with("table", row.getString(1))));
    Rows.forEach(
        context,
        GRANTS,
        (connection, row) ->
            findings.add(
                row.getString(1) + "/" + row.getString(3) + "/" + row.getString(2),
                Details.of(
                        row.getString(2)
                            + " was granted "
                            + row.getString(3)
                            + " on "
                            + row.getString(1))
                    .with("table", row.getString(1))
                    .with("role", row.getString(2))));
  }
}
