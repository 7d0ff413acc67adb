package dev.atocore.core.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.checkpoint.CheckpointKey;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.access.Principal;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.IdempotencyKey;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.recall.Reader;
import dev.atocore.core.recall.RecallDoor;
import dev.atocore.core.recall.RecallLog;
import dev.atocore.core.recall.RecallMode;
import dev.atocore.core.recall.RecallSession;
import dev.atocore.core.search.Embedder;
import dev.atocore.core.search.EmbedderListener;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.search.TextVectors;
import dev.atocore.testing.WordVectors;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store in a file with rows in every table, and what one can say of files by SQLite alone. */
final class FullStore {
  /** Tables of which the copy has its own. */
  private static final String TABLES =
      "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
          + " ESCAPE '\\' AND name NOT LIKE 'memories\\_fts%' ESCAPE '\\' AND name <>"
          + " 'schema_migrations' ORDER BY name";

  private static final Change ANN = Change.by("ann").note("Grüße, 世界 🎉");

  private FullStore() {}

  /**
   * Makes it.
   *
   * @param more so many memories more, in one project
   */
  static void make(Path file, int more) {
    try (MemoryStore store = MemoryStore.open(file)) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < more; i++) {
        lines
            .append("{\"type\":\"knowledge\",\"project\":\"many\",\"content\":\"row ")
            .append(i)
            .append(" of the long list, 東京\"}\n");
      }
      store.memories().importNdjson(stream(lines.toString()), ANN, false, line -> {});
      String sources =
          "{\"kind\":\"document\",\"id\":\"d1\",\"project\":\"garden\",\"title\":\"T\",\"uri\":\"u\"}\n"
              + "{\"kind\":\"chunk\",\"id\":\"c1\",\"document_id\":\"d1\",\"ordinal\":0,\"content\":\"the"
              + " pump drains the pond at night\"}\n"
              + "{\"kind\":\"chunk\",\"id\":\"gone\",\"document_id\":\"d1\",\"ordinal\":1,\"content\":\"the"
              + " last one\"}\n";
      Memory pump = memory(store, "the pump drains the pond at night", "garden");
      store.sources().importNdjson(stream(sources), error -> {});
      store.memories().reinforceFromChunks(null, 0.1, ANN);
      store.memories().reject(memory(store, "never again", "garden").id(), ANN);
      store.memories().promote(memory(store, "ein zweiter, mit Umlauten: äöü", null).id(), ANN);
      store
          .memories()
          .reinforce(pump.id(), 0.1, ANN.once(IdempotencyKey.of("ann", "1", "x".getBytes(UTF_8))));
      store.state().set("garden", "a", "b", "{\"n\":1.0}");
      store.keys().add("bot", Role.READER, Scope.ALL, null, ANN);
      store.audit().acknowledgeGaps("nobody", List.of(1L), ANN);
      try (RecallLog log = store.recallLog(RecallMode.FULL);
          RecallSession session = log.begin(new Reader(RecallDoor.HTTP, "bot", "claude", "r"))) {
        store.as(Principal.operator("ann"), session).memories().search(SearchQuery.of("zweiter"));
      }
      store
          .checkpoints()
          .make(
              CheckpointKey.openOrCreate(file.resolveSibling("key"), "example.org/memory"),
              null,
              entry -> {});
      store.audit().prune(Instant.now(), file.resolveSibling("archive.ndjson"), ANN);
      store.audit().redact(memory(store, "a secret", "garden").id(), ANN);
      memory(store, "after the checkpoint", "garden");
    }
    try (MemoryStore store =
        MemoryStore.open(
            StoreOptions.of(file).vectors(new TextVectors(new Words(), EmbedderListener.NONE)))) {
      store.vectors().fill(null, (looked, all, made) -> {});
    }
    // Vectors have no number that means something elsewhere: a copy numbers them in their order.
    execute(
        file,
        "UPDATE memory_vectors SET stamp = -stamp",
        "UPDATE memory_vectors AS v SET stamp = (SELECT count(*) FROM memory_vectors o WHERE"
            + " (o.memory_id, o.source) <= (v.memory_id, v.source))");
    // Nothing loses an answer here; and the last chunk is gone, whose number must not come again.
    execute(
        file,
        "INSERT INTO recall_lost (noted_at, answers) VALUES (5, 2)",
        "DELETE FROM source_chunks WHERE id = 'gone'");
  }

  /** Vectors of words. */
  private record Words() implements Embedder {
    @Override
    public String model() {
      return "words";
    }

    @Override
    public List<float[]> embed(List<String> texts, Duration wait) {
      return texts.stream().map(WordVectors::of).toList();
    }
  }

  private static Memory memory(MemoryStore store, String content, @Nullable String project) {
    NewMemory draft = NewMemory.of(MemoryType.KNOWLEDGE, content).status(MemoryStatus.CANDIDATE);
    return store
        .memories()
        .create(project == null ? draft : draft.project(project).sourceChunk("c1"), ANN);
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /** Runs statements as a program that knows nothing of AtoCore, without foreign keys. */
  static void execute(Path file, String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.executeUpdate(statement);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The tables in which there is no row. */
  static List<String> emptyTables(Path file) {
    List<String> empty = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      for (String table : texts(connection, TABLES)) {
        if (texts(connection, "SELECT 1 FROM " + table + " LIMIT 1").isEmpty()) {
          empty.add(table);
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return empty;
  }

  /** The tables that are not the same in both, by every value and its storage class. */
  static List<String> differences(Path one, Path other) {
    List<String> differences = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + one)) {
      try (PreparedStatement attach = connection.prepareStatement("ATTACH ? AS other")) {
        attach.setString(1, other.toString());
        attach.execute();
      }
      List<String> tables = texts(connection, TABLES);
      tables.add("sqlite_sequence");
      for (String table : tables) {
        for (String[] sides : new String[][] {{"main", "other"}, {"other", "main"}}) {
          if (!texts(
                  connection,
                  "SELECT * FROM "
                      + sides[0]
                      + "."
                      + table
                      + " EXCEPT SELECT * FROM "
                      + sides[1]
                      + "."
                      + table)
              .isEmpty()) {
            differences.add(table + " of " + sides[0]);
          }
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return differences;
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
