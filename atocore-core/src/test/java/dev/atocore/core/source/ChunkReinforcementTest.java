package dev.atocore.core.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Change;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A chunk counts once, whatever comes between. Three pages of memories, mentioned by each chunk.
 */
class ChunkReinforcementTest {
  private static final int MEMORIES = 2_500;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void fill() {
    file = folder.resolve("store.db");
    StringBuilder memories = new StringBuilder();
    for (int i = 0; i < MEMORIES; i++) {
      memories
          .append("{\"type\":\"knowledge\",\"content\":\"pumps water the greenhouse at night, row ")
          .append(i)
          .append("\"}\n");
    }
    try (MemoryStore store = MemoryStore.open(file)) {
      store.memories().importNdjson(stream(memories), Change.by("t"), false, line -> {});
      chunk(store, "one");
    }
  }

  @Test
  void failureBetweenPages_isMadeGoodByTheNextRun() throws SQLException {
    execute(
        "CREATE TRIGGER broken BEFORE UPDATE ON memories WHEN new.seq = 1800"
            + " BEGIN SELECT RAISE(ABORT, 'the disk is broken here'); END");
    try (MemoryStore store = MemoryStore.open(file)) {
      assertThatThrownBy(() -> reinforce(store)).hasMessageContaining("the disk is broken here");
      String place = watermark(store);
      assertThat(place).matches("\\[0,\\d+,0,null,0,\\d+,\\d+]");
      long through =
          Long.parseLong(place.substring(place.lastIndexOf(',') + 1, place.length() - 1));
      assertThat(through).isBetween(1L, 1_799L);
      execute("DROP TRIGGER broken");
      chunk(store, "two");

      ChunkReinforcementReport rest = reinforce(store);

      assertThat(rest)
          .isEqualTo(new ChunkReinforcementReport(2, MEMORIES, 2 * MEMORIES - through, 0));
      assertThat(counts()).containsExactly(2L);
      assertThat(watermark(store)).matches("\\d+");
      assertThat(reinforce(store).chunks()).isZero();
    }
  }

  @Test
  void whatAnEarlierVersionBegan_isBroughtToItsEnd() throws SQLException {
    try (MemoryStore store = MemoryStore.open(file)) {
      store.state().set("atocore", "status", "reinforce_watermark", "[0,1,1000]");

      assertThat(reinforce(store))
          .isEqualTo(new ChunkReinforcementReport(1, MEMORIES - 1_000, MEMORIES - 1_000, 0));
      assertThat(watermark(store)).isEqualTo("1");
      assertThat(counts()).containsExactlyInAnyOrder(0L, 1L);
    }
  }

  @Test
  void whatIsNoProgress_isRefused() {
    try (MemoryStore store = MemoryStore.open(file)) {
      for (String wrong : List.of("[1,2]", "\"x\"", "[0,1,0,null,0,1]", "-1", "{\"a\":1}")) {
        store.state().set("atocore", "status", "reinforce_watermark", wrong);

        assertThatThrownBy(() -> reinforce(store)).hasMessageContaining("not a number");
      }
    }
  }

  @Test
  void chunksDeletedInTheMiddle_areNotWaitedFor() throws SQLException {
    try (MemoryStore store = MemoryStore.open(file)) {
      store.state().set("atocore", "status", "reinforce_watermark", "[0,1,1000]");
      execute("DELETE FROM source_chunks");

      assertThat(reinforce(store).chunks()).isZero();
      assertThat(watermark(store)).isEqualTo("1");
    }
  }

  @Test
  void twoAtOnce_countEachChunkOnce() throws Exception {
    try (MemoryStore one = MemoryStore.open(file);
        MemoryStore other = MemoryStore.open(file)) {
      ExecutorService both = Executors.newFixedThreadPool(2);
      try {
        Future<ChunkReinforcementReport> first = both.submit(() -> reinforce(one));
        Future<ChunkReinforcementReport> second = both.submit(() -> reinforce(other));

        assertThat(first.get().reinforcements() + second.get().reinforcements())
            .isEqualTo(MEMORIES);
      } finally {
        both.shutdown();
      }
    }
    assertThat(counts()).containsExactly(1L);
  }

  private static ChunkReinforcementReport reinforce(MemoryStore store) {
    return store.memories().reinforceFromChunks(null, 0.0001, Change.by("t"));
  }

  private static void chunk(MemoryStore store, String id) {
    store
        .sources()
        .importNdjson(
            stream(
                new StringBuilder(
                    """
                    {"kind":"document","id":"%1$s"}
                    {"kind":"chunk","id":"%1$s-1","document_id":"%1$s","content":"At night pumps water our greenhouse, each row."}
                    """
                        .formatted(id))),
            refused -> {});
  }

  private static String watermark(MemoryStore store) {
    return store.state().get("atocore", "status", "reinforce_watermark").orElseThrow().value();
  }

  /** The different counts of references there are. */
  private List<Long> counts() throws SQLException {
    List<Long> counts = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT DISTINCT reference_count FROM memories")) {
      while (rows.next()) {
        counts.add(rows.getLong(1));
      }
    }
    return counts;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static ByteArrayInputStream stream(StringBuilder text) {
    return new ByteArrayInputStream(text.toString().getBytes(UTF_8));
  }
}
