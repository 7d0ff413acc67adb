package dev.atocore.integrity.checks;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.error.StoreException;
import dev.atocore.integrity.check.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.Rows;
import dev.atocore.integrity.check.SqliteShapes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Damage to the file itself, as SQLite sees it. */
public final class StoreCorrupt extends BuiltInCheck {
  public StoreCorrupt() {
    super(
        "store-corrupt",
        Severity.CRITICAL,
        "damage to the store's file, found by the database's own check",
        "restore a backup; sqlite3's .recover saves what can be read");
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
      tables = context.read(SqliteShapes::tables);
    } catch (StoreException e) {
      unreadable(SqliteShapes.SCHEMA_TABLE, e, findings);
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

  private static void check(CheckContext context, String table, Findings findings) {
    Set<String> told = new HashSet<>();
    context.read(
        connection -> {
          if (table.isEmpty()) {
            SqliteShapes.refreshSearchIndexes(connection);
          }
          List<String> indexes = SqliteShapes.indexes(connection, table);
          Rows.forEach(
              connection,
              SqliteShapes.ownCheck(
                  table, context.full() || (context.isSmall() && !table.isEmpty())),
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
    return line.contains("FTS5 table main." + SqliteShapes.SEARCH_INDEX)
        || (line.startsWith("fts5:") && line.contains('"' + SqliteShapes.SEARCH_INDEX + '"'));
  }

  /** A page that cannot be read is a finding; a busy store or a full disk is a failed check. */
  private static void unreadable(String what, StoreException error, Findings findings) {
    if (!error.code().equals("store_corrupt") && !error.code().equals("not_a_store")) {
      throw error;
    }
    findings.add(
        what + ": unreadable", Details.of(what + " cannot be read in full").with("table", what));
  }
}
