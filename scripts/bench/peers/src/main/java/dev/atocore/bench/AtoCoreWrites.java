package dev.atocore.bench;

import dev.atocore.core.Memories;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.bulk.AutoPromotePolicy;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes through AtoCore: {@code create}, {@code promote}, {@code update}, {@code together} (updates by eight threads), {@code import}, {@code
 * reinforce} (an import of what is known, from other chunks), {@code sweep}.
 */
final class AtoCoreWrites implements Task {
  private final String kind;
  private final MemoryStore store;
  private final Slice slice;
  private List<String> ids = List.of();
  private byte[] lines = new byte[0];

  AtoCoreWrites(String kind, String where, Slice slice) {
    this.kind = kind;
    this.store = Fill.open(where);
    this.slice = slice;
  }

  @Override
  public void prepare(int round) {
    int from = slice.from(round);
    if (kind.equals("promote") || kind.equals("update") || kind.equals("together")) {
      ids = store.transactions().outside(connection -> ids(connection, from, slice.size()));
    } else if (kind.equals("import") || kind.equals("reinforce")) {
      StringBuilder text = new StringBuilder();
      for (int i = from; i < from + slice.size(); i++) {
        String line = Fill.line(i, round);
        text.append(kind.equals("import") ? line : line.replace("\"chunk-", "\"r" + round + "-"));
        text.append('\n');
      }
      lines = text.toString().getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  public void run(int round) throws InterruptedException {
    Memories memories = store.memories();
    switch (kind) {
      case "create" -> {
        for (int i = slice.from(round); i < slice.from(round) + slice.size(); i++) {
          memories.create(
              NewMemory.of(MemoryType.KNOWLEDGE, Fill.text(i))
                  .project("p" + i % 20)
                  .confidence(0.1)
                  .sourceChunk("chunk-" + i),
              Fill.BENCH);
        }
      }
      case "promote" -> ids.forEach(id -> memories.promote(id, Fill.BENCH));
      case "update" -> {
        double confidence = 0.2 + round * 0.01;
        ids.forEach(
            id -> memories.update(id, MemoryPatch.none().confidence(confidence), Fill.BENCH));
      }
      case "together" -> {
        double confidence = 0.2 + round * 0.01;
        Together.each(
            ids.size(),
            i ->
                memories.update(
                    ids.get(i), MemoryPatch.none().confidence(confidence), Fill.BENCH));
      }
      case "import" ->
          memories.importNdjson(new ByteArrayInputStream(lines), Fill.BENCH, false, outcome -> {});
      case "reinforce" -> {
        long changed =
            memories
                .importNdjson(new ByteArrayInputStream(lines), Fill.BENCH, false, outcome -> {})
                .reinforced();
        requireAll(changed);
      }
      case "sweep" -> {
        long changed =
            memories
                .autoPromote(
                    new AutoPromotePolicy(0, Fill.confidence(round), Duration.ofDays(1)),
                    Fill.BENCH,
                    false,
                    outcome -> {})
                .changed();
        requireAll(changed);
      }
      default -> throw new IllegalArgumentException(kind);
    }
  }

  private void requireAll(long changed) {
    if (changed != slice.size()) {
      throw new IllegalStateException(changed + " changed, not " + slice.size());
    }
  }

  static List<String> ids(java.sql.Connection connection, int from, int count)
      throws java.sql.SQLException {
    List<String> ids = new ArrayList<>(count);
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id FROM memories WHERE seq > ? ORDER BY seq LIMIT ?")) {
      select.setInt(1, from);
      select.setInt(2, count);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    return ids;
  }

  @Override
  public void close() {
    store.close();
  }
}
