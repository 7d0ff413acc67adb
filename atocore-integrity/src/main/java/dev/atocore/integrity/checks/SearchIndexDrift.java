package dev.atocore.integrity.checks;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.error.StoreException;
import dev.atocore.integrity.check.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.Mark;
import dev.atocore.integrity.check.Ranges;
import dev.atocore.integrity.check.Rows;
import dev.atocore.integrity.check.SqliteShapes;
import java.util.function.LongConsumer;

/** A search index that is not about the memories there are: search then finds too little. */
public final class SearchIndexDrift extends BuiltInCheck {
  public SearchIndexDrift() {
    super(
        "search-index-drift",
        Severity.WARNING,
        "a search index that does not match the memories",
        "atocore integrity repair --check search-index-drift");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Mark since = context.since();
    if (since != null) {
      context.read(
          connection -> {
            Rows.forEach(
                connection,
                SqliteShapes.NOT_INDEXED_LATELY,
                row -> missing(row.getLong(1), findings),
                since.entryId());
            return true;
          });
      return;
    }
    compare(context, "seq", "memories", SqliteShapes.NOT_INDEXED, seq -> missing(seq, findings));
    if (findings.count() > 0 || hasTooMany(context)) {
      compare(
          context,
          "id",
          "memories_fts_docsize",
          SqliteShapes.INDEXED_IN_VAIN,
          seq ->
              findings.add(
                  "seq " + seq,
                  Details.of("the search index holds a memory that is not there")
                      .with("seq", seq)));
    }
    if (context.mayReadAll() && findings.count() == 0) {
      contents(context, findings);
    }
  }

  private static void compare(
      CheckContext context, String column, String table, String sql, LongConsumer different) {
    Ranges.forEach(
        context,
        column,
        table,
        Ranges.START,
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
          Rows.forEach(
              connection, SqliteShapes.INDEXED_TOO_MANY, row -> many[0] = row.getLong(1) != 0);
          return many[0];
        });
  }

  private static void missing(long seq, Findings findings) {
    findings.add(
        "seq " + seq, Details.of("a memory is missing from the search index").with("seq", seq));
  }

  private static void contents(CheckContext context, Findings findings) {
    if (differs(context)) {
      findings.add(
          "contents", Details.of("the search index does not hold the words of the memories"));
    }
  }

  /**
   * FTS5 compares its index with the contents only by way of an INSERT, which takes the write lock
   * and writes nothing.
   */
  private static boolean differs(CheckContext context) {
    try {
      context
          .store()
          .transactions()
          .write(
              connection -> {
                try (var statement = connection.jdbc().createStatement()) {
                  return statement.executeUpdate(SqliteShapes.COMPARE_SEARCH_INDEX);
                }
              });
      return false;
    } catch (StoreException e) {
      if (!e.code().equals("store_corrupt")) {
        throw e;
      }
      return true;
    }
  }
}
