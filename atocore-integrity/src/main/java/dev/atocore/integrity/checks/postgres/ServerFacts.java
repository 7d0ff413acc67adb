package dev.atocore.integrity.checks.postgres;

import dev.atocore.integrity.scan.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server says of itself and of the login that a store is opened with. Needs no rights.
 *
 * @param version as {@code 15.20}
 * @param supported whether AtoCore is made for it: PostgreSQL 14 or newer
 * @param replica whether it is in recovery, and so only reads
 * @param timeouts the limits of this session, as the server has them
 * @param checksums whether its pages carry checksums
 * @param encrypted whether the connection that reaches it is
 * @param login the login
 * @param power what the login could do to the log
 * @param excess rights on the log that it was granted and should not have, as {@code UPDATE of
 *     memory_audit}
 */
public record ServerFacts(
    String version,
    boolean supported,
    boolean replica,
    String timeouts,
    boolean checksums,
    boolean encrypted,
    String login,
    Power power,
    List<String> excess) {
  private static final String SERVER =
      "SELECT current_setting('server_version'), current_setting('server_version_num') >= '140000',"
          + " pg_is_in_recovery(), (SELECT string_agg(name || ' ' || current_setting(name), ', '"
          + " ORDER BY name) FROM (VALUES ('idle_in_transaction_session_timeout'),"
          + " ('lock_timeout'), ('statement_timeout')) AS t (name)),"
          + " current_setting('data_checksums') = 'on',"
          + " coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), FALSE),"
          + " CAST(current_user AS text),"
          + " (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),"
          + " coalesce((SELECT pg_has_role(relowner, 'MEMBER') FROM pg_class"
          + " WHERE oid = to_regclass('memory_audit')), FALSE)";

  private static final String EXCESS =
      "SELECT r.word || ' of ' || t.name FROM (VALUES ('memory_audit'), ('audit_erasures'),"
          + " ('audit_gaps'), ('audit_record'), ('key_events')) AS t (name)"
          + " CROSS JOIN (VALUES ('UPDATE'), ('DELETE'), ('TRUNCATE'), ('TRIGGER')) AS r (word)"
          + " WHERE CASE WHEN to_regclass(t.name) IS NULL THEN FALSE"
          + " WHEN r.word = 'UPDATE' THEN has_any_column_privilege(to_regclass(t.name), r.word)"
          + " ELSE has_table_privilege(to_regclass(t.name), r.word) END ORDER BY 1";

  /** Copies the list. */
  public ServerFacts {
    excess = List.copyOf(excess);
  }

  /** What a login could do to the log besides what it was granted. */
  public enum Power {
    /** Nothing. */
    NONE,
    /** It owns the log, or may become who does: it could take the guards away. */
    OWNER,
    /** It is a superuser: it could do anything. */
    SUPERUSER
  }

  /** Those of the server that the connection reaches. */
  public static ServerFacts of(Connection connection) throws SQLException {
    List<String> excess = new ArrayList<>();
    Rows.forEach(connection, EXCESS, row -> excess.add(row.getString(1)));
    ServerFacts[] facts = new ServerFacts[1];
    Rows.forEach(
        connection,
        SERVER,
        row ->
            facts[0] =
                new ServerFacts(
                    row.getString(1),
                    row.getBoolean(2),
                    row.getBoolean(3),
                    row.getString(4),
                    row.getBoolean(5),
                    row.getBoolean(6),
                    row.getString(7),
                    row.getBoolean(8)
                        ? Power.SUPERUSER
                        : row.getBoolean(9) ? Power.OWNER : Power.NONE,
                    excess));
    return facts[0];
  }
}
