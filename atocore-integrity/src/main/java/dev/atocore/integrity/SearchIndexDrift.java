package dev.atocore.integrity;

import dev.atocore.alerts.Severity;
import dev.atocore.core.StoreException;

/** A search index that is not about the memories there are: search then finds too little. */
final class SearchIndexDrift extends BuiltInCheck {
  SearchIndexDrift() {
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
    context.read(
        connection -> {
          Rows.forEach(
              connection, SqliteShapes.NOT_INDEXED, row -> missing(row.getLong(1), findings));
          Rows.forEach(
              connection,
              SqliteShapes.INDEXED_IN_VAIN,
              row ->
                  findings.add(
                      "seq " + row.getLong(1),
                      Details.of("the search index holds a memory that is not there")
                          .with("seq", row.getLong(1))));
          return true;
        });
    if (context.mayReadAll() && findings.count() == 0) {
      contents(context, findings);
    }
  }

  private static void missing(long seq, Findings findings) {
    findings.add(
        "seq " + seq, Details.of("a memory is missing from the search index").with("seq", seq));
  }

  /** Twice, on connections of their own: a connection may remember an index that is no more. */
  private static void contents(CheckContext context, Findings findings) {
    for (int look = 0; look < 2; look++) {
      if (!differs(context)) {
        return;
      }
    }
    findings.add(
        "contents", Details.of("the search index does not hold the words of the memories"));
  }

  /**
   * FTS5 compares its index with the contents only by way of an INSERT, which takes the write lock
   * and writes nothing.
   */
  private static boolean differs(CheckContext context) {
    try {
      context
          .store()
          .write(
              connection -> {
                try (var statement = connection.createStatement()) {
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
