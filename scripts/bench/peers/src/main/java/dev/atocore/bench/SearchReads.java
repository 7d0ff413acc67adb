package dev.atocore.bench;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.search.SearchQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Full-text search, ten queries a round. */
final class SearchReads implements Task {
  static final int COUNT = 10;
  private final MemoryStore store;
  private final String query;

  SearchReads(Path file, String query) {
    this.store = MemoryStore.open(file);
    this.query = query;
  }

  @Override
  public void run(int round) {
    for (int i = 0; i < COUNT; i++) {
      if (store
          .memories()
          .search(SearchQuery.of(query).statuses(MemoryStatus.ACTIVE).limit(10))
          .isEmpty()) {
        throw new IllegalStateException("nothing found for " + query);
      }
    }
  }

  @Override
  public void close() {
    store.close();
  }

  /** One scan a round with {@code LIKE}, for the same word. */
  static final class Like implements Task {
    private final Connection connection;
    private final String query;

    Like(Path file, String query) throws SQLException {
      this.connection = RawWrites.connect(file);
      this.query = query;
    }

    @Override
    public void run(int round) throws SQLException {
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT count(*) FROM memories WHERE content LIKE ? AND status = 'active'")) {
        select.setString(1, "%" + query + "%");
        try (ResultSet rows = select.executeQuery()) {
          if (!rows.next() || rows.getLong(1) == 0) {
            throw new IllegalStateException("nothing found for " + query);
          }
        }
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
