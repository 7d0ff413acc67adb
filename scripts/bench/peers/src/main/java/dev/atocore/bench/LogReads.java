package dev.atocore.bench;

import dev.atocore.audit.log.AuditFilter;
import dev.atocore.core.MemoryStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Readers of the log. */
final class LogReads {
  private LogReads() {}

  /** {@code audit verify}. */
  static final class Verify implements Task {
    private final MemoryStore store;

    Verify(Path file) {
      this.store = MemoryStore.open(file);
    }

    @Override
    public void run(int round) {
      if (!store.audit().verify(null, problem -> {}).ok()) {
        throw new IllegalStateException("the store does not verify");
      }
    }

    @Override
    public void close() {
      store.close();
    }
  }

  /** Takes every column of every entry and row out of the database and does nothing with it. */
  static final class ReadAll implements Task {
    private final Connection connection;
    private long bytes;

    ReadAll(Path file) throws SQLException {
      this.connection = RawWrites.connect(file);
    }

    @Override
    public void run(int round) throws SQLException {
      read("SELECT * FROM memory_audit ORDER BY id");
      read("SELECT * FROM memories ORDER BY seq");
      if (bytes == 0) {
        throw new IllegalStateException("nothing was read");
      }
    }

    private void read(String sql) throws SQLException {
      try (Statement select = connection.createStatement();
          ResultSet rows = select.executeQuery(sql)) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int i = 1; i <= columns; i++) {
            byte[] value = rows.getBytes(i);
            bytes += value == null ? 0 : value.length;
          }
        }
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  /** 200 look-ups a round, spread over the log. */
  static final class Queries implements Task {
    private static final int COUNT = 200;
    private final String kind;
    private final MemoryStore store;
    private final List<String> keys = new ArrayList<>();

    Queries(String kind, Path file) {
      this.kind = kind;
      this.store = MemoryStore.open(file);
    }

    @Override
    public void prepare(int round) {
      keys.clear();
      Random random = new Random(round);
      store
          .transactions()
          .outside(
              connection -> {
                try (Statement statement = connection.createStatement()) {
                  long max;
                  try (ResultSet rows =
                      statement.executeQuery("SELECT max(id) FROM memory_audit")) {
                    rows.next();
                    max = rows.getLong(1);
                  }
                  for (int i = 0; i < COUNT; i++) {
                    long id = 1 + (long) (random.nextDouble() * max);
                    try (ResultSet rows =
                        statement.executeQuery(
                            "SELECT id, memory_id FROM memory_audit WHERE id <= "
                                + id
                                + " ORDER BY id DESC LIMIT 1")) {
                      rows.next();
                      keys.add(rows.getString(kind.equals("history") ? 2 : 1));
                    }
                  }
                }
                return true;
              });
    }

    @Override
    public void run(int round) {
      for (String key : keys) {
        switch (kind) {
          case "history" -> store.audit().history(key);
          case "recent" -> store.audit().recent(AuditFilter.ALL, 50, null);
          case "page" -> store.audit().recent(AuditFilter.ALL, 50, key);
          default -> throw new IllegalArgumentException(kind);
        }
      }
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
