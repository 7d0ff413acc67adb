package dev.atocore.integrity.checks.sqlite;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.store.Capability;
import dev.atocore.core.text.IndexText;
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
import java.util.function.LongConsumer;

/** A search index that is not about the memories there are: search then finds too little. */
public final class SearchIndexDrift extends BuiltInCheck implements RepairableCheck {
  /** The search index of the memories. */
  static final String INDEX = "memories_fts";

  /** Memories in a range of {@code seq} that search does not find; the range is given twice. */
  private static final String NOT_INDEXED =
      "SELECT seq FROM memories WHERE seq > ? AND seq <= ?"
          + " EXCEPT SELECT id FROM memories_fts_docsize WHERE id > ? AND id <= ? ORDER BY 1";

  private static final String NOT_INDEXED_LATELY =
      "SELECT m.seq FROM memories m WHERE m.id IN "
          + Mark.CHANGED
          + " AND NOT EXISTS (SELECT 1 FROM memories_fts_docsize d WHERE d.id = m.seq)";

  /** The other way round. */
  private static final String INDEXED_IN_VAIN =
      "SELECT id FROM memories_fts_docsize WHERE id > ? AND id <= ?"
          + " EXCEPT SELECT seq FROM memories WHERE seq > ? AND seq <= ? ORDER BY 1";

  /** By how many rows the search index is longer; SQLite counts without looking at rows. */
  private static final String INDEXED_TOO_MANY =
      "SELECT (SELECT count(*) FROM memories_fts_docsize) - (SELECT count(*) FROM memories)";

  /**
   * What the index reads of each memory in a range of {@code seq}, where that is not its content:
   * of ASCII it always is, and a text of as many bytes as letters is that.
   */
  private static final String WORDS =
      "SELECT m.seq, m.content, w.words FROM memories m LEFT JOIN memory_words w ON w.seq = m.seq"
          + " WHERE m.seq > ? AND m.seq <= ? AND (w.words IS NOT NULL OR +m.content >= x''"
          + " OR length(m.content) <> octet_length(m.content)) ORDER BY m.seq";

  private static final String WORDS_LATELY =
      "SELECT m.seq, m.content, w.words FROM memories m LEFT JOIN memory_words w ON w.seq = m.seq"
          + " WHERE m.id IN "
          + Mark.CHANGED;

  private static final String WORDS_OF_NOTHING =
      "SELECT seq FROM memory_words EXCEPT SELECT seq FROM memories";

  public SearchIndexDrift() {
    super(
        "search-index-drift",
        Severity.WARNING,
        "a search index that does not match the memories",
        "atocore integrity repair --check search-index-drift",
        Capability.INTERNAL_CHECK);
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Mark since = context.since();
    if (since != null) {
      Rows.forEach(
          context,
          NOT_INDEXED_LATELY,
          (connection, row) -> missing(row.getLong(1), findings),
          since.entryId());
      Rows.forEach(
          context, WORDS_LATELY, (connection, row) -> words(row, findings), since.entryId());
      return;
    }
    compare(context, "seq", "memories", NOT_INDEXED, seq -> missing(seq, findings));
    if (findings.count() > 0 || hasTooMany(context)) {
      compare(
          context,
          "id",
          "memories_fts_docsize",
          INDEXED_IN_VAIN,
          seq ->
              findings.add(
                  "seq " + seq,
                  Details.of("the search index holds a memory that is not there")
                      .with("seq", seq)));
    }
    if (context.mayReadAll() && findings.count() == 0) {
      words(context, findings);
    }
    if (context.mayReadAll() && findings.count() == 0) {
      contents(context, findings);
    }
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    return steps.add(RepairAction.REBUILD_SEARCH_INDEX, INDEX);
  }

  private static void compare(
      CheckContext context, String column, String table, String sql, LongConsumer different) {
    Slices.forEach(
        context,
        column,
        table,
        Slices.START,
        (connection, after, upTo) ->
            Rows.forEach(
                connection,
                sql,
                row -> different.accept(row.getLong(1)),
                after,
                upTo,
                after,
                upTo));
  }

  /** Where no memory is missing from the index, the numbers tell whether it holds another. */
  private static boolean hasTooMany(CheckContext context) {
    return context.read(
        connection -> {
          boolean[] many = new boolean[1];
          Rows.forEach(connection, INDEXED_TOO_MANY, row -> many[0] = row.getLong(1) != 0);
          return many[0];
        });
  }

  /** Another program can write a memory's content, but not what only Java makes of it. */
  private static void words(CheckContext context, Findings findings) {
    Slices.forEachRow(
        context, "seq", "memories", Slices.START, WORDS, (connection, row) -> words(row, findings));
    Rows.forEach(
        context,
        WORDS_OF_NOTHING,
        (connection, row) ->
            findings.add(
                "seq " + row.getLong(1),
                Details.of("the search index has words of a memory that is not there")
                    .with("seq", row.getLong(1))));
  }

  private static void words(ResultSet row, Findings findings) throws SQLException {
    String content = row.getString(2);
    String words = content == null ? null : IndexText.of(content);
    if (!Objects.equals(words, row.getString(3))) {
      findings.add(
          "seq " + row.getLong(1),
          Details.of("the search index reads other words than the memory has")
              .with("seq", row.getLong(1)));
    }
  }

  private static void missing(long seq, Findings findings) {
    findings.add(
        "seq " + seq, Details.of("a memory is missing from the search index").with("seq", seq));
  }

  private static void contents(CheckContext context, Findings findings) {
    if (IndexCopy.differs(context.store().transactions())) {
      findings.add(
          "contents", Details.of("the search index does not hold the words of the memories"));
    }
  }
}
