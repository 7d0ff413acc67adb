package dev.atocore.integrity.checks.postgres;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.db.FullText;
import dev.atocore.core.store.Capability;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import dev.atocore.integrity.scan.Mark;
import dev.atocore.integrity.scan.Rows;
import dev.atocore.integrity.scan.Slices;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Memories that are indexed by other words than theirs: search then finds too little. The server
 * keeps the index of the column itself; a damaged one is store-corrupt's where it can be told.
 */
public final class SearchColumnDrift extends BuiltInCheck implements RepairableCheck {
  /** What the server makes the column of. */
  private static final String GENERATED =
      "SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d JOIN pg_attribute a"
          + " ON a.attrelid = d.adrelid AND a.attnum = d.adnum"
          + " WHERE d.adrelid = to_regclass('memories') AND a.attname = 'search'"
          + " AND a.attgenerated = 's'";

  public SearchColumnDrift() {
    super(
        "search-index-drift",
        Severity.WARNING,
        "a search index that does not match the memories",
        "atocore integrity repair --check search-index-drift",
        Capability.SERVER);
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    String[] generated = {""};
    Rows.forEach(context, GENERATED, (connection, row) -> generated[0] = row.getString(1));
    if (generated[0].isEmpty()) {
      findings.add(
          "column", Details.of("memories.search is not what the server makes of the words"));
    } else if (context.since() != null || context.mayReadAll()) {
      FullText index = context.store().transactions().pool().database().fullText();
      String memories = memories(generated[0]);
      Slices.forEachMemory(
          context,
          memories + " AND m.id IN " + Mark.CHANGED,
          memories + " AND m.seq > ? AND m.seq <= ? ORDER BY m.seq",
          (connection, row) -> look(row, index, findings));
    } else {
      findings.note("the words of a store this large are looked at in a full run only");
    }
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    return steps.add(RepairAction.REBUILD_SEARCH_INDEX, "memories.search");
  }

  private static void look(ResultSet row, FullText index, Findings findings) throws SQLException {
    boolean other = !Objects.equals(index.words(row.getString(2)), row.getString(3));
    if (other || row.getBoolean(4)) {
      findings.add(
          "seq " + row.getLong(1),
          Details.of(
                  other
                      ? "the search index reads other words than the memory has"
                      : "the search index does not hold the words of the memory")
              .with("seq", row.getLong(1)));
    }
  }

  /** Those that may be wrong: of ASCII the index reads the content itself, most often. */
  private static String memories(String generated) {
    return "SELECT m.seq, m.content, m.words, m.stale FROM (SELECT seq, id, content, words, search"
        + " IS DISTINCT FROM ("
        + generated
        + ") AS stale FROM memories) AS m"
        + " WHERE (m.stale OR m.words IS NOT NULL OR length(m.content) <> octet_length(m.content))";
  }
}
