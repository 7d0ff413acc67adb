package dev.atocore.integrity.checks.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.store.Capability;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tables, columns, indexes, constraints, triggers and functions that are not as the migrations made
 * them. What those make is in a file of this package, since a replica or a login that only reads
 * cannot make a store to compare with.
 */
public final class CatalogAltered extends BuiltInCheck {
  /** What the migrations make: a line for each object, its name, a tab and what it is. */
  static final String AS_MADE = "as-made.tsv";

  /** Each thing has a kind, the table it acts on or an empty name, its own name, and what it is. */
  private static final String OBJECTS =
      """
      WITH ours AS (
        SELECT oid, relname, relkind, relpersistence, relrowsecurity FROM pg_class
        WHERE relnamespace = CAST(current_schema() AS regnamespace) AND relkind IN ('r', 'p', 'v', 'm', 'f'))
      SELECT 'table', relname, relname, concat_ws(' ', relkind, relpersistence, CASE WHEN relrowsecurity THEN 'row security' END)
      FROM ours
      UNION ALL
      SELECT 'column', o.relname, o.relname || '.' || a.attname,
        concat_ws(' ', format_type(a.atttypid, a.atttypmod),
          (SELECT collname FROM pg_collation l WHERE l.oid = a.attcollation AND a.attcollation <> t.typcollation),
          CASE WHEN a.attnotnull THEN 'not null' END, nullif(CAST(a.attidentity AS text), ''),
          nullif(CAST(a.attgenerated AS text), ''), pg_get_expr(d.adbin, d.adrelid, TRUE))
      FROM ours o JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      UNION ALL
      SELECT 'index', '', c.relname, pg_get_indexdef(i.indexrelid, 0, TRUE)
      FROM ours o JOIN pg_index i ON i.indrelid = o.oid JOIN pg_class c ON c.oid = i.indexrelid
      UNION ALL
      SELECT 'constraint', o.relname, o.relname || '.' || c.conname, pg_get_constraintdef(c.oid, TRUE)
      FROM ours o JOIN pg_constraint c ON c.conrelid = o.oid AND c.contype IN ('p', 'u', 'f', 'c', 'x')
      UNION ALL
      SELECT 'trigger', o.relname, o.relname || '.' || g.tgname, concat_ws(' ', g.tgenabled, pg_get_triggerdef(g.oid, TRUE))
      FROM ours o JOIN pg_trigger g ON g.tgrelid = o.oid AND NOT g.tgisinternal
      UNION ALL
      SELECT 'rule', o.relname, o.relname || '.' || r.rulename, pg_get_ruledef(r.oid, TRUE)
      FROM ours o JOIN pg_rewrite r ON r.ev_class = o.oid AND r.rulename <> '_RETURN'
      UNION ALL
      SELECT 'policy', o.relname, o.relname || '.' || p.polname, concat_ws(' ', p.polcmd, p.polpermissive)
      FROM ours o JOIN pg_policy p ON p.polrelid = o.oid
      UNION ALL
      SELECT 'function', '', p.proname, concat_ws(' ', pg_get_function_identity_arguments(p.oid),
        p.provolatile, CASE WHEN p.prosecdef THEN 'definer' END, array_to_string(p.proconfig, ' '), md5(p.prosrc))
      FROM pg_proc p WHERE p.pronamespace = CAST(current_schema() AS regnamespace) AND p.proname LIKE 'atocore\\_%'
      UNION ALL
      SELECT 'text search', '', c.cfgname, (SELECT string_agg(concat_ws(' ', m.maptokentype, d.dictname, d.dictinitoption),
          ', ' ORDER BY m.maptokentype, m.mapseqno)
        FROM pg_ts_config_map m JOIN pg_ts_dict d ON d.oid = m.mapdict WHERE m.mapcfg = c.oid)
      FROM pg_ts_config c WHERE c.cfgnamespace = CAST(current_schema() AS regnamespace) AND c.cfgname = 'atocore'
      """;

  private static final String MIGRATIONS =
      "SELECT version, name || ' ' || checksum FROM schema_migrations";

  public CatalogAltered() {
    super(
        "schema-altered",
        Severity.WARNING,
        "tables, indexes and triggers that are missing, changed or added to AtoCore's tables",
        "make the object as the finding's made_as says, or restore a backup",
        Capability.SERVER);
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Map<String, Item> there = context.read(CatalogAltered::objects);
    Map<String, String> made = made();
    for (Map.Entry<String, String> object : made.entrySet()) {
      Item found = there.get(object.getKey());
      if (found == null) {
        findings.add(
            object.getKey(),
            Details.of(object.getKey() + " is missing").with("made_as", object.getValue()));
      } else if (!found.is().equals(object.getValue())) {
        findings.add(
            object.getKey(),
            Details.of(object.getKey() + " is not as AtoCore made it")
                .with("made_as", object.getValue())
                .with("found_as", found.is()));
      }
    }
    for (Map.Entry<String, Item> object : there.entrySet()) {
      // Other programs may bring tables and indexes; the rest acts on what AtoCore writes.
      if (!made.containsKey(object.getKey())
          && made.containsKey("table " + object.getValue().of())) {
        findings.add(
            object.getKey(),
            Details.of(object.getKey() + " is not AtoCore's")
                .with("found_as", object.getValue().is()));
      }
    }
  }

  /** What is there, by kind and name. */
  static Map<String, Item> objects(Connection connection) throws SQLException {
    Map<String, Item> objects = new TreeMap<>();
    Rows.forEach(
        connection,
        OBJECTS,
        row ->
            objects.put(
                row.getString(1) + " " + row.getString(3),
                new Item(row.getString(2), oneLine(row.getString(4)))));
    Rows.forEach(
        connection,
        MIGRATIONS,
        row ->
            objects.put(
                "migration " + row.getLong(1), new Item("schema_migrations", row.getString(2))));
    return objects;
  }

  private static Map<String, String> made() {
    try (InputStream in = CatalogAltered.class.getResourceAsStream(AS_MADE)) {
      if (in == null) {
        throw new IllegalStateException("The file " + AS_MADE + " is not in the library.");
      }
      Map<String, String> made = new TreeMap<>();
      new String(in.readAllBytes(), UTF_8)
          .lines()
          .forEach(
              line -> {
                int tab = line.indexOf('\t');
                made.put(line.substring(0, tab), line.substring(tab + 1));
              });
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("what the migrations make cannot be read", e);
    }
  }

  /** Servers of different versions break lines in different places. */
  private static String oneLine(@Nullable String text) {
    return text == null ? "" : text.replaceAll("\\s+", " ").strip();
  }

  /**
   * What an object is.
   *
   * @param of the table that it acts on; empty for what acts on none by itself
   * @param is its definition, in one line
   */
  record Item(String of, String is) {}
}
