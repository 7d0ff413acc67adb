package dev.atocore.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Search where more memories match than are ranked. */
class FullTextSearchTest {
  @Test
  void search_withAWordInEveryMemory_keepsWhatTheRareWordsFind(@TempDir Path folder) {
    int rows = FullTextSearch.RANKED + 500;
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      lines
          .append("{\"type\":\"knowledge\",\"status\":\"active\",\"content\":\"everywhere ")
          .append(i)
          .append(i == 3 || i == 400 ? " zanzibar" : "")
          .append("\"}\n");
    }
    try (MemoryStore store = MemoryStore.open(folder.resolve("store.db"))) {
      store
          .memories()
          .importNdjson(
              new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)),
              Change.by("test"),
              false,
              line -> {});

      // Older than the newest that are ranked, and found all the same.
      assertThat(contents(store, "zanzibar everywhere", 4))
          .hasSize(4)
          .startsWith("everywhere 400 zanzibar", "everywhere 3 zanzibar");
      assertThat(contents(store, "zanzibar", 4))
          .containsExactly("everywhere 400 zanzibar", "everywhere 3 zanzibar");
      assertThat(contents(store, "everywhere", 3)).hasSize(3).doesNotHaveDuplicates();
    }
  }

  private static List<String> contents(MemoryStore store, String text, int limit) {
    return store.memories().search(SearchQuery.of(text).limit(limit)).stream()
        .map(Memory::content)
        .toList();
  }
}
