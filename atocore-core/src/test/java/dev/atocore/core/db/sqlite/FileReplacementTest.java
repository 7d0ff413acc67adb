package dev.atocore.core.db.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileReplacementTest {
  @TempDir Path temporary;

  /**
   * After each step at which a process can be killed, whoever opens the store finds the new one.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void cutOffAfterAnyStep_isFinishedByWhoeverOpensTheStore(int steps) throws Exception {
    Path folder = temporary.toRealPath();
    Path store = folder.resolve("store.db");
    make(store, "old");
    Files.writeString(folder.resolve("store.db-wal"), "what the old one had not written back");
    Files.writeString(folder.resolve("store.db-shm"), "its index");
    Files.writeString(folder.resolve("store.db.audit-spool.ndjson"), "its spool");
    Path next = folder.resolve("store.db.restoring");
    make(next, "new");
    Path aside = aside(next);
    String[] endings = {"-wal", "-shm", ".audit-spool.ndjson"};
    if (steps > 0) {
      Files.createLink(aside, store);
    }
    for (int i = 0; i < steps - 1; i++) {
      Files.move(folder.resolve("store.db" + endings[i]), folder.resolve(aside + endings[i]));
    }

    assertThat(contents(store)).containsExactly("new");

    assertThat(next).doesNotExist();
    assertThat(folder.resolve("store.db.audit-spool.ndjson")).doesNotExist();
    assertThat(Path.of(aside + "-wal")).content().startsWith("what the old one");
    assertThat(Path.of(aside + ".audit-spool.ndjson")).hasContent("its spool");
    for (String ending : endings) {
      Files.delete(Path.of(aside + ending));
    }
    assertThat(contents(aside)).containsExactly("old");
  }

  @Test
  void nothingThere_isPutInPlace() throws Exception {
    Path folder = temporary.toRealPath();
    Path next = folder.resolve("store.db.restoring");
    make(next, "new");

    assertThat(contents(folder.resolve("store.db"))).containsExactly("new");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("store.db"));
    }
  }

  @Test
  void whoHasTheOldStoreOpen_readsAndWritesNoMore() throws Exception {
    Path folder = temporary.toRealPath();
    Path store = folder.resolve("store.db");
    make(store, "old");
    make(folder.resolve("store.db.restore-1"), "new");
    try (MemoryStore open = MemoryStore.open(store)) {
      new FileReplacement(new SqliteDatabase(store).location())
          .replaceBy(folder.resolve("store.db.restore-1"), true);

      for (int round = 0; round < 2; round++) {
        assertThatThrownBy(() -> create(open, "late"))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("was replaced or moved away")
            .extracting("code")
            .isEqualTo("store_replaced");
        assertThatThrownBy(() -> open.memories().countByStatus())
            .hasMessageContaining("was replaced or moved away");
      }
    }
    assertThat(contents(store)).containsExactly("new");
  }

  private static Path aside(Path next) throws Exception {
    Path store = next.resolveSibling("store.db");
    FileReplacement replacement = new FileReplacement(new SqliteDatabase(store).location());
    return replacement.aside().path();
  }

  private static void make(Path file, String content) {
    try (MemoryStore store = MemoryStore.open(file)) {
      create(store, content);
    }
  }

  private static void create(MemoryStore store, String content) {
    store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, content), Change.by("test"));
  }

  private static List<String> contents(Path file) {
    List<String> found = new ArrayList<>();
    try (MemoryStore store = MemoryStore.open(StoreOptions.of(file).existingOnly())) {
      store.memories().export(MemoryFilter.ALL, memory -> found.add(memory.content()));
    }
    return found;
  }
}
