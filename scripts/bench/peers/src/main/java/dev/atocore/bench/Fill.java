package dev.atocore.bench;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.bulk.AutoPromotePolicy;
import dev.atocore.core.model.Change;
import dev.atocore.core.store.StoreUrl;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;

/** Fills stores with memories of usual length. */
final class Fill {
  static final Change BENCH = Change.by("bench");
  private static final String[] WORDS =
      ("the pump of greenhouse runs before nine because harvest plan says water pressure falls"
              + " later team decided valve sensor report weekly check seed stock north field"
              + " irrigation budget")
          .split(" ");

  private Fill() {}

  /** A store in that file, or in PostgreSQL, with a pool as servers have it. */
  static MemoryStore open(String where) {
    return MemoryStore.open(
        where.startsWith("jdbc:postgresql:")
            ? StoreOptions.of(new StoreUrl(where)).forLong()
            : StoreOptions.of(Path.of(where)));
  }

  /**
   * Groups of {@code size} candidates, each group a little less sure, then {@code singles} more.
   */
  static void store(String where, int groups, int size, int singles) {
    try (MemoryStore store = open(where)) {
      store
          .transactions()
          .write(
              connection -> {
                try (PreparedStatement insert =
                    connection.jdbc().prepareStatement("INSERT INTO projects (id) VALUES (?)")) {
                  for (int i = 0; i < 20; i++) {
                    insert.setString(1, "p" + i);
                    insert.executeUpdate();
                  }
                }
                return true;
              });
      load(store, groups * size + singles, i -> line(i, i < groups * size ? i / size : -1));
    }
  }

  /** The group's own confidence: the sweep that asks for it takes this group and no later one. */
  static double confidence(int group) {
    return group < 0 ? 0.1 : 0.9 - 0.005 * group;
  }

  static void promoteAll(Path file) {
    try (MemoryStore store = MemoryStore.open(file)) {
      store
          .memories()
          .autoPromote(
              new AutoPromotePolicy(0, 0, Duration.ofDays(1)), BENCH, false, outcome -> {});
    }
  }

  /** Active memories that all hold one word; one in 10,000 holds another. */
  static void searchable(Path file, int rows) {
    try (MemoryStore store = MemoryStore.open(file)) {
      load(
          store,
          rows,
          i ->
              "{\"type\":\"knowledge\",\"status\":\"active\",\"content\":\"everywhere "
                  + text(i)
                  + (i % 10_000 == 77 ? " zanzibar" : "")
                  + "\"}");
    }
  }

  static String line(int i, int group) {
    return String.format(
        Locale.ROOT,
        "{\"type\":\"knowledge\",\"content\":\"%s\",\"project\":\"p%d\",\"confidence\":%.3f,\"source_chunk_id\":\"chunk-%d\"}",
        text(i),
        i % 20,
        confidence(group),
        i);
  }

  static String text(int i) {
    Random random = new Random(i);
    StringBuilder text = new StringBuilder("Note ").append(i).append(':');
    for (int word = 0; word < 16; word++) {
      text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.toString();
  }

  static void load(MemoryStore store, int count, IntFunction<String> line) {
    store.memories().importNdjson(lines(0, count, line), BENCH, false, outcome -> {});
  }

  /** Makes the lines as they are read, so that a million need no room. */
  static InputStream lines(int from, int to, IntFunction<String> line) {
    return new InputStream() {
      private int next = from;
      private ByteArrayInputStream current = new ByteArrayInputStream(new byte[0]);

      @Override
      public int read() {
        return more() ? current.read() : -1;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        return more() ? current.read(bytes, offset, length) : -1;
      }

      private boolean more() {
        if (current.available() == 0 && next < to) {
          current =
              new ByteArrayInputStream(
                  (line.apply(next++) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return current.available() > 0;
      }
    };
  }
}
