package dev.atocore.integrity.checks.sqlite;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.Capability;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import dev.atocore.integrity.scan.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Damage to the file itself, as SQLite sees it. */
public final class StoreCorrupt extends BuiltInCheck implements RepairableCheck {
  private static final String SEARCH_INDEXES =
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage = 0"
          + " AND sql LIKE 'CREATE VIRTUAL TABLE%' AND sql LIKE '%fts5%'";

  public StoreCorrupt() {
    super(
        "store-corrupt",
        Severity.CRITICAL,
        "damage to the store's file, found by the database's own check",
        "restore a backup with 'atocore db restore'; sqlite3's .recover saves what can be read",
        Capability.INTERNAL_CHECK);
  }

  /**
   * A table at a time, each in a view of its own: one look at the whole file would keep the
   * write-ahead log of a busy store growing all the while.
   */
  @Override
  public void run(CheckContext context, Findings findings) {
    if (!context.mayReadAll()) {
      findings.note("the pages of a store this large are looked at in a full run only");
      return;
    }
    List<String> tables;
    try {
      tables = context.read(Tables::of);
    } catch (StoreException e) {
      unreadable(Tables.SCHEMA_TABLE, e, findings);
      return;
    }
    for (String table : tables) {
      try {
        check(context, table, findings);
      } catch (StoreException e) {
        unreadable(table, e, findings);
      }
    }
    if (context.isSmall() && findings.count() == 0) {
      // One look at everything also finds pages that belong to nothing.
      try {
        check(context, "", findings);
      } catch (StoreException e) {
        unreadable("the file", e, findings);
      }
    }
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    return !finding.details().text("index").isEmpty()
        && steps.add(RepairAction.REINDEX, finding.details().text("index"));
  }

  private static void check(CheckContext context, String table, Findings findings) {
    Set<String> told = new HashSet<>();
    context.read(
        connection -> {
          if (table.isEmpty()) {
            refreshSearchIndexes(connection);
          }
          List<String> indexes = Tables.indexes(connection, table);
          Rows.forEach(
              connection,
              ownCheck(table, context.full() || (context.isSmall() && !table.isEmpty())),
              row -> {
                // The state of the pages comes as one text of many lines, the rest line by line.
                for (String line : row.getString(1).split("\n", -1)) {
                  if (!line.equals("ok")
                      && !line.startsWith("***")
                      && !isSearchIndex(line)
                      && told.add(line)) {
                    findings.add(
                        (table.isEmpty() ? "" : table + ": ") + line,
                        Details.of(line)
                            .with("table", table.isEmpty() ? null : table)
                            .with("index", indexNamed(line, indexes)));
                  }
                }
              });
          return true;
        });
  }

  /**
   * The damaged index; null when the damage is elsewhere. SQLite ends such a line with its name.
   */
  private static @Nullable String indexNamed(String line, List<String> indexes) {
    for (String index : indexes) {
      if (line.endsWith(" index " + index)) {
        return index;
      }
    }
    return null;
  }

  /** That is search-index-drift's. */
  private static boolean isSearchIndex(String line) {
    return line.contains("FTS5 table main." + SearchIndexDrift.INDEX)
        || (line.startsWith("fts5:") && line.contains('"' + SearchIndexDrift.INDEX + '"'));
  }

  /** A page that cannot be read is a finding; a busy store or a full disk is a failed check. */
  private static void unreadable(String what, StoreException error, Findings findings) {
    if (!error.code().equals("store_corrupt") && !error.code().equals("not_a_store")) {
      throw error;
    }
    findings.add(
        what + ": unreadable", Details.of(what + " cannot be read in full").with("table", what));
  }

  /**
   * SQLite's own look at one table and its indexes, or at the whole file for an empty name; a full
   * one also compares tables and indexes.
   */
  private static String ownCheck(String table, boolean full) {
    String pragma = full ? "PRAGMA integrity_check" : "PRAGMA quick_check";
    return table.isEmpty() ? pragma : pragma + "(" + Tables.quote(table) + ")";
  }

  /**
   * Makes the connection read anew how its search indexes are laid out. FTS5 remembers that for
   * each connection and looks whether it is still so when a cursor is opened or a row is written,
   * but not when SQLite's own check asks it: if another connection has merged or rebuilt an index
   * meanwhile, the check would report parts that are gone as damage.
   */
  private static void refreshSearchIndexes(Connection connection) throws SQLException {
    List<String> indexes = new ArrayList<>();
    Rows.forEach(connection, SEARCH_INDEXES, row -> indexes.add(row.getString(1)));
    for (String index : indexes) {
      try {
        Rows.forEach(connection, firstRow(index), row -> {});
      } catch (SQLException e) {
        // Not to be read, or not at present: the check that follows tells.
      }
    }
  }

  private static String firstRow(String table) {
    return "SELECT rowid FROM \"" + table.replace("\"", "\"\"") + "\" LIMIT 1";
  }
}
