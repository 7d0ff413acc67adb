package dev.atocore.integrity.checks.postgres;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.store.Capability;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Rows;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that name another row that is not there, in spite of a foreign key: it was off, or never
 * validated. Some pairs of tables have checks of their own.
 */
public final class ReferenceBroken extends BuiltInCheck {
  /** The key, its table, the one that is referred to, and how rows of the two meet. */
  private static final String KEYS =
      "SELECT c.conname, t.relname, p.relname, string_agg('child.' || quote_ident(a.attname) || ' ="
          + " parent.' || quote_ident(b.attname), ' AND ' ORDER BY k.n), string_agg('child.' ||"
          + " quote_ident(a.attname) || ' IS NOT NULL', ' AND ' ORDER BY k.n),"
          + " string_agg('CAST(child.' || quote_ident(a.attname) || ' AS text)', ', ' ORDER BY"
          + " k.n), CAST(c.conrelid AS regclass), CAST(c.confrelid AS regclass) FROM pg_constraint"
          + " c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class p ON p.oid = c.confrelid CROSS"
          + " JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k (own, its, n) JOIN"
          + " pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.own JOIN pg_attribute b ON"
          + " b.attrelid = p.oid AND b.attnum = k.its WHERE c.contype = 'f' AND t.relnamespace ="
          + " CAST(current_schema() AS regnamespace) AND t.relname || '/' || p.relname NOT IN"
          + " ('memories/projects', 'project_state/projects', 'source_chunks/source_documents')"
          + " GROUP BY c.oid, c.conname, t.relname, p.relname, c.conrelid, c.confrelid ORDER BY 1";

  public ReferenceBroken() {
    super(
        "foreign-key-broken",
        Severity.WARNING,
        "rows of other tables that refer to a row that does not exist",
        "atocore project add PROJECT, for documents of a project that is not registered",
        Capability.SERVER);
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    List<Key> keys = new ArrayList<>();
    Rows.forEach(
        context,
        KEYS,
        (connection, row) ->
            keys.add(
                new Key(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    orphans(
                        row.getString(7),
                        row.getString(8),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)))));
    for (Key key : keys) {
      Rows.forEach(
          context,
          key.orphans(),
          (connection, row) ->
              findings.add(
                  key.table() + "/" + row.getString(1) + "/" + key.parent(),
                  Details.of(
                          row.getLong(2)
                              + " rows of "
                              + key.table()
                              + " refer to a missing row of "
                              + key.parent())
                      .with("table", key.table())
                      .with("parent", key.parent())
                      .with("constraint", key.name())
                      .with("rows", row.getLong(2))
                      .with("refers_to", row.getString(1))));
    }
  }

  /** Each missing row once, and how many refer to it. */
  private static String orphans(
      String table, String parent, String meet, String given, String values) {
    return "SELECT concat_ws('/', "
        + values
        + "), count(*) FROM "
        + table
        + " child WHERE "
        + given
        + " AND NOT EXISTS (SELECT 1 FROM "
        + parent
        + " parent WHERE "
        + meet
        + ") GROUP BY 1 ORDER BY 1";
  }

  /** A foreign key. */
  private record Key(String name, String table, String parent, String orphans) {}
}
