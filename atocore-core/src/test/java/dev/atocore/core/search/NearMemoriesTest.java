package dev.atocore.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.memory.QueuedCandidate;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.search.SharedWords.Piece;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What triage asks of a store: the queue in order, near duplicates, shared words. */
class NearMemoriesTest {
  private static final Change SOMEONE = Change.by("someone");

  @TempDir Path folder;
  private MemoryStore store;

  @BeforeEach
  void setUp() {
    store = MemoryStore.open(folder.resolve("store.db"));
  }

  @AfterEach
  void tearDown() {
    store.close();
  }

  @Test
  void nextCandidate_goesFromTheOldestToTheNewest_withinTheFilter() {
    Memory first = create("One.", null);
    Memory second = create("Two.", "atlas");
    Memory third = create("Three.", null);
    store.memories().promote(create("Four.", null).id(), SOMEONE);

    List<String> seen = new ArrayList<>();
    Optional<QueuedCandidate> next = store.memories().nextCandidate(MemoryFilter.ALL, 0);
    while (next.isPresent()) {
      seen.add(next.get().memory().id());
      next = store.memories().nextCandidate(MemoryFilter.ALL, next.get().place());
    }

    assertThat(seen).containsExactly(first.id(), second.id(), third.id());
    MemoryFilter atlas = new MemoryFilter(null, null, "atlas");
    assertThat(store.memories().nextCandidate(atlas, 0).orElseThrow().memory()).isEqualTo(second);
    assertThat(store.memories().count(atlas)).isEqualTo(1);
  }

  @Test
  void nearDuplicates_ofTheSameProjectOnly_mostAlikeFirst() {
    Memory memory = create("The pumps run between ten at night and six in the morning.", "garden");
    Memory same = create("The pumps run between ten at night and six in the morning!", "garden");
    Memory close = create("The pumps run from ten at night until six.", "garden");
    create("The pumps run between ten at night and six in the morning.", "other");
    create("The pumps are red.", "garden");
    Memory rejected = create("The pumps run between ten and six, at night or morning.", "garden");
    store.memories().reject(rejected.id(), SOMEONE);

    List<NearMemory> near = store.memories().nearDuplicates(memory.id(), 5);

    assertThat(near).extracting(one -> one.memory().id()).containsExactly(same.id(), close.id());
    assertThat(near.get(0).likeness()).isEqualTo(1.0);
    assertThat(store.memories().nearDuplicates(memory.id(), 1)).hasSize(1);
  }

  @Test
  void nearDuplicates_ofAnyTextAtAll() {
    for (String text : List.of("\"", "the", "NEAR(a b)", "🚀", "a\" OR \"c", "*")) {
      assertThat(store.memories().nearDuplicates(create(text, null).id(), 3)).isEmpty();
    }
  }

  @Test
  void mark_cutsWithoutLosingACharacter() {
    String chunk = "Decision: the PUMPS run at night, says José.\n";

    List<Piece> pieces = SharedWords.mark(chunk, "Pumps run at night. José knows.");

    StringBuilder joined = new StringBuilder();
    pieces.forEach(piece -> joined.append(piece.text()));
    assertThat(joined).hasToString(chunk);
    assertThat(pieces)
        .filteredOn(Piece::shared)
        .extracting(Piece::text)
        .containsExactly("PUMPS", "run", "night", "José");
  }

  private Memory create(String content, @Nullable String project) {
    return store
        .memories()
        .create(NewMemory.of(MemoryType.KNOWLEDGE, content).project(project), SOMEONE);
  }
}
