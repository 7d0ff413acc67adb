package dev.atocore.integrity.checks.sqlite;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.store.Capability;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Rows that name another row that is not there, as far as no check of its own looks for them. */
public final class ForeignKeyBroken extends BuiltInCheck {
  private static final Set<String> CHECKED_ELSEWHERE =
      Set.of("memories/projects", "project_state/projects", "source_chunks/source_documents");

  public ForeignKeyBroken() {
    super(
        "foreign-key-broken",
        Severity.WARNING,
        "rows of other tables that refer to a row that does not exist",
        "atocore project add PROJECT, for documents of a project that is not registered",
        Capability.INTERNAL_CHECK);
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    context.read(
        connection -> {
          for (String pair : foreignKeys(connection)) {
            if (CHECKED_ELSEWHERE.contains(pair)) {
              continue;
            }
            String table = pair.substring(0, pair.indexOf('/'));
            String parent = pair.substring(table.length() + 1);
            Rows.forEach(
                connection,
                foreignKeyCheck(table),
                row -> {
                  if (parent.equals(row.getString(3))) {
                    findings.add(
                        table + "/" + row.getString(2) + "/" + parent,
                        Details.of("a row of " + table + " refers to a missing row of " + parent)
                            .with("table", table)
                            .with("rowid", row.getLong(2))
                            .with("parent", parent));
                  }
                });
          }
          return true;
        });
  }

  /** Each pair of a table and one it refers to, as {@code table/parent}. */
  private static Set<String> foreignKeys(Connection connection) throws SQLException {
    Set<String> pairs = new LinkedHashSet<>();
    for (String table : Tables.of(connection)) {
      Rows.forEach(
          connection, foreignKeyList(table), row -> pairs.add(table + "/" + row.getString(3)));
    }
    return pairs;
  }

  private static String foreignKeyList(String table) {
    return "PRAGMA foreign_key_list(" + Tables.quote(table) + ")";
  }

  /** The rows of that table that refer to a missing row: table, rowid, parent. */
  private static String foreignKeyCheck(String table) {
    return "PRAGMA foreign_key_check(" + Tables.quote(table) + ")";
  }
}
