package dev.atocore.cli.command.triage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.out.Ansi;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Validity;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DueReviewsTest {
  private static final String NEXT = "2099-01-01T00:00:00.000000Z";
  private static final Change SOMEONE = Change.by("someone");

  @Test
  void keepGivesANewTime_invalidateEndsIt_andWhatChangedMeanwhileIsLeft(@TempDir Path folder)
      throws Exception {
    try (MemoryStore store = MemoryStore.open(folder.resolve("store.db"))) {
      Memory kept = due(store, "Kept", "2019-01-01T00:00:00.000000Z");
      Memory ended = due(store, "Ended", "2020-01-01T00:00:00.000000Z");
      Memory changed = due(store, "Changed", "2021-01-01T00:00:00.000000Z");
      Memory left = due(store, "Left", "2022-01-01T00:00:00.000000Z");
      ScriptedScreen screen =
          new ScriptedScreen()
              .keys("ki")
              .key(
                  'k',
                  () ->
                      store
                          .memories()
                          .update(changed.id(), MemoryPatch.none().confidence(0.9), SOMEONE))
              .keys("s");

      DueReviews due = new DueReviews(store.memories(), MemoryFilter.ALL);
      assertThat(due.all()).containsExactly(kept, ended, changed, left);
      due.review(SOMEONE, Validity.of(null, null, NEXT), screen, Ansi.OFF);

      assertThat(store.memories().get(kept.id()).validity().reviewBy()).isEqualTo(NEXT);
      assertThat(store.memories().get(ended.id()).is(MemoryStatus.INVALID)).isTrue();
      assertThat(new DueReviews(store.memories(), MemoryFilter.ALL).all())
          .extracting(Memory::id)
          .containsExactly(changed.id(), left.id());
      assertThat(screen.printed())
          .contains("4 memories to be looked at again", "keep until " + NEXT, "Not done: ");
    }
  }

  private static Memory due(MemoryStore store, String content, String reviewBy) {
    return store
        .memories()
        .create(
            NewMemory.of(MemoryType.KNOWLEDGE, content)
                .status(MemoryStatus.ACTIVE)
                .validity(Validity.of(null, null, reviewBy)),
            SOMEONE);
  }
}
