package dev.atocore.integrity.checks.postgres;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Damage to pages and indexes, as the server's checksums and the extension amcheck see it. What
 * cannot be looked at is said in the note.
 */
public final class ServerDamage extends BuiltInCheck implements RepairableCheck {
  private static final String CHECKSUMS =
      "SELECT current_setting('data_checksums'), coalesce(checksum_failures, 0),"
          + " to_char(checksum_last_failure AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
          + " FROM pg_stat_database WHERE datname = current_database()";

  /** The functions of amcheck that the login may call, by their whole names. */
  private static final String AMCHECK =
      "SELECT p.proname, CAST(CAST(p.oid AS regproc) AS text) FROM pg_extension e"
          + " JOIN pg_depend d ON d.refclassid = CAST('pg_extension' AS regclass)"
          + " AND d.refobjid = e.oid AND d.classid = CAST('pg_proc' AS regclass)"
          + " JOIN pg_proc p ON p.oid = d.objid WHERE e.extname = 'amcheck'"
          + " AND (p.proname = 'bt_index_check' AND p.pronargs >= 2 OR p.proname = 'verify_heapam')"
          + " AND has_function_privilege(p.oid, 'EXECUTE') ORDER BY p.proname, p.pronargs DESC";

  private static final String INDEXES =
      "SELECT t.relname, CAST(CAST(i.indexrelid AS regclass) AS text) FROM pg_index i"
          + " JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class c ON c.oid = i.indexrelid"
          + " JOIN pg_am a ON a.oid = c.relam"
          + " WHERE t.relnamespace = CAST(current_schema() AS regnamespace)"
          + " AND a.amname = 'btree' AND i.indisvalid AND t.relpersistence <> 't'"
          + " ORDER BY t.relname, c.relname";

  private static final String TABLES =
      "SELECT relname, CAST(CAST(oid AS regclass) AS text) FROM pg_class"
          + " WHERE relnamespace = CAST(current_schema() AS regnamespace) AND relkind = 'r'"
          + " ORDER BY relname";

  public ServerDamage() {
    super(
        "store-corrupt",
        Severity.CRITICAL,
        "damage to the store's file, found by the database's own check",
        "look at the server's log, restore a base backup of the server, and have its disk looked"
            + " at; an index alone: atocore integrity repair --check store-corrupt",
        Capability.SERVER);
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    List<String> notes = new ArrayList<>();
    checksums(context, findings, notes);
    if (!context.mayReadAll()) {
      notes.add("the indexes of a store this large are looked at in a full run only");
    } else {
      String[] amcheck = context.read(ServerDamage::amcheck);
      if (amcheck[0].isEmpty()) {
        notes.add(
            "indexes are not looked at: the extension amcheck is not there, or the login may not"
                + " call bt_index_check (docs/postgresql.md)");
      } else {
        indexes(context, amcheck[0], findings);
      }
      if (context.full()) {
        tables(context, amcheck[1], findings, notes);
      }
    }
    if (!notes.isEmpty()) {
      findings.note(String.join("; ", notes));
    }
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    return !finding.details().text("index").isEmpty()
        && steps.add(RepairAction.REINDEX, finding.details().text("table"));
  }

  private static void checksums(CheckContext context, Findings findings, List<String> notes) {
    Rows.forEach(
        context,
        CHECKSUMS,
        (connection, row) -> {
          if (!"on".equals(row.getString(1))) {
            notes.add("the server keeps no data checksums: a flipped bit is not noticed");
          } else if (row.getLong(2) > 0) {
            findings.add(
                "checksums",
                Details.of(
                        "the server has met "
                            + row.getLong(2)
                            + " pages of this database whose checksum is wrong; once they are"
                            + " mended, SELECT pg_stat_reset() starts the count over")
                    .with("pages", row.getLong(2))
                    .with("last_at", row.getString(3)));
          }
        });
  }

  /** The names of the two functions, empty for one that is not there or not allowed. */
  private static String[] amcheck(Connection connection) throws SQLException {
    String[] names = {"", ""};
    Rows.forEach(
        connection,
        AMCHECK,
        row -> {
          int which = row.getString(1).equals("bt_index_check") ? 0 : 1;
          names[which] = names[which].isEmpty() ? row.getString(2) : names[which];
        });
    return names;
  }

  /** Each in a view of its own: one that is damaged ends the transaction. */
  private static void indexes(CheckContext context, String function, Findings findings) {
    List<String[]> indexes = new ArrayList<>();
    Rows.forEach(
        context,
        INDEXES,
        (connection, row) -> indexes.add(new String[] {row.getString(1), row.getString(2)}));
    for (String[] index : indexes) {
      String damage =
          damage(
              () ->
                  Rows.forEach(
                      context,
                      called(function),
                      (connection, row) -> {},
                      index[1],
                      context.full() ? "true" : "false"));
      if (damage != null) {
        findings.add(
            "index " + index[1],
            Details.of(damage).with("table", index[0]).with("index", index[1]));
      }
    }
  }

  private static void tables(
      CheckContext context, String function, Findings findings, List<String> notes) {
    if (function.isEmpty()) {
      notes.add("pages of tables are not looked at: the login may not call verify_heapam");
      return;
    }
    List<String[]> tables = new ArrayList<>();
    Rows.forEach(
        context,
        TABLES,
        (connection, row) -> tables.add(new String[] {row.getString(1), row.getString(2)}));
    for (String[] table : tables) {
      String damage =
          damage(
              () ->
                  Rows.forEach(
                      context,
                      pages(function),
                      (connection, row) ->
                          findings.add(
                              table[0] + " page " + row.getLong(1) + "/" + row.getLong(2),
                              Details.of(row.getString(3)).with("table", table[0])),
                      table[1]));
      if (damage != null) {
        findings.add(table[0] + ": unreadable", Details.of(damage).with("table", table[0]));
      }
    }
  }

  /** What the server says of a damage; null for none. A busy server is a failed check. */
  private static @Nullable String damage(Runnable look) {
    try {
      look.run();
      return null;
    } catch (StoreException e) {
      if (!e.code().equals("store_corrupt")) {
        throw e;
      }
      Throwable cause = e.getCause();
      String said = cause == null ? e.getMessage() : cause.getMessage();
      return String.valueOf(said).lines().findFirst().orElse("damaged");
    }
  }

  /** With all rows of its table where the second value says so. */
  private static String called(String function) {
    return "SELECT " + function + "(CAST(? AS regclass), CAST(? AS boolean))";
  }

  /** One line for each damaged row, of each page one. */
  private static String pages(String function) {
    return "SELECT blkno, min(offnum), min(msg) FROM "
        + function
        + "(CAST(? AS regclass)) GROUP BY blkno ORDER BY blkno";
  }
}
