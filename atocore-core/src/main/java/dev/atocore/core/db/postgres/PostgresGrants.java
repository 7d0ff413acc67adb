package dev.atocore.core.db.postgres;

import dev.atocore.core.store.Logins;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rights of logins on the tables of a store. What a trigger stops for everybody is granted to
 * nobody: rows of the log are only added. Its bodies are erased by way of a view, so that no login
 * needs the right to UPDATE the log.
 */
final class PostgresGrants {
  /** The tables that the scripts make, and a writer's rights on each. */
  private static final String TABLES =
      """
      SELECT quote_ident(c.relname), CASE c.relname WHEN 'schema_migrations' THEN 'SELECT' ELSE
        (SELECT string_agg(r.word, ', ' ORDER BY r.n) FROM (VALUES
            (1, 'SELECT', 0), (2, 'INSERT', 4), (3, 'UPDATE', 16), (4, 'DELETE', 8)) AS r (n, word, bit)
          WHERE NOT (r.word = 'UPDATE' AND c.relname = 'memory_audit')
            AND NOT EXISTS (SELECT 1 FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid
              WHERE g.tgrelid = c.oid AND p.proname = 'atocore_append_only' AND g.tgqual IS NULL AND g.tgtype & r.bit > 0))
        END
      FROM pg_class c WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind = 'r'
        AND c.relname = ANY (?) ORDER BY c.relname
      """;

  private static final String SEQUENCES =
      """
      SELECT quote_ident(s.relname) FROM pg_class s
      WHERE s.relnamespace = CAST(current_schema() AS regnamespace) AND s.relkind = 'S'
        AND (s.relname LIKE 'atocore\\_%' OR EXISTS (SELECT 1 FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid
          WHERE d.classid = CAST('pg_class' AS regclass) AND d.objid = s.oid AND d.deptype IN ('i', 'a') AND t.relname = ANY (?)))
      ORDER BY s.relname
      """;

  private static final String NAME = "SELECT quote_ident(?)";
  private static final String SCHEMA = "SELECT quote_ident(current_schema())";
  private static final String ERASED =
      "before_json, after_json, note, salt, before_digest, after_digest, note_digest";

  private final Connection connection;
  private final Logins logins;

  PostgresGrants(Connection connection, Logins logins) {
    this.connection = connection;
    this.logins = logins;
  }

  /** Each whole, without its semicolon. What a login was granted before is taken back first. */
  List<String> statements() throws SQLException {
    String schema = one(SCHEMA, null);
    List<String> names = PostgresSchema.tables();
    List<String> statements = new ArrayList<>();
    statements.add("REVOKE CREATE ON SCHEMA " + schema + " FROM PUBLIC");
    for (Role role : roles()) {
      statements.add("GRANT USAGE ON SCHEMA " + schema + " TO " + role.name());
      for (String[] table : rows(TABLES, names, 2)) {
        String on = " ON TABLE " + schema + "." + table[0];
        statements.add("REVOKE ALL" + on + " FROM " + role.name());
        statements.add(
            "GRANT " + (role.writes() ? table[1] : "SELECT") + on + " TO " + role.name());
      }
      for (String[] sequence : rows(SEQUENCES, names, 1)) {
        String on = " ON SEQUENCE " + schema + "." + sequence[0];
        statements.add(
            "GRANT " + (role.writes() ? "USAGE, SELECT" : "SELECT") + on + " TO " + role.name());
      }
      String bodies = " ON TABLE " + schema + ".audit_bodies";
      statements.add("REVOKE ALL" + bodies + " FROM " + role.name());
      if (role.erases()) {
        statements.add("GRANT SELECT, UPDATE (" + ERASED + ")" + bodies + " TO " + role.name());
      }
    }
    return statements;
  }

  private List<Role> roles() throws SQLException {
    List<Role> roles = new ArrayList<>();
    if (logins.writer() != null) {
      roles.add(new Role(one(NAME, logins.writer()), true, logins.eraser() == null));
    }
    if (logins.eraser() != null) {
      roles.add(new Role(one(NAME, logins.eraser()), true, true));
    }
    if (logins.reader() != null) {
      roles.add(new Role(one(NAME, logins.reader()), false, false));
    }
    return roles;
  }

  private String one(String sql, @Nullable String value) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      if (value != null) {
        select.setString(1, value);
      }
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private List<String[]> rows(String sql, List<String> tables, int columns) throws SQLException {
    List<String[]> rows = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setArray(1, connection.createArrayOf("text", tables.toArray()));
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          String[] row = new String[columns];
          for (int i = 0; i < columns; i++) {
            row[i] = found.getString(i + 1);
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** A login with its name as statements have it. */
  private record Role(String name, boolean writes, boolean erases) {}
}
