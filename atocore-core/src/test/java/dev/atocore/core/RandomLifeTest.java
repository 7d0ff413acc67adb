package dev.atocore.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.image.MemoryJson;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is done in whatever order: the store is what a plain map says, each change has its
 * entry, and all of it verifies.
 */
class RandomLifeTest {
  private static final List<MemoryType> TYPES = List.of(MemoryType.values());

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomMutations_matchTheModelAndVerify(long seed) {
    Random random = new Random(seed);
    Map<String, List<Memory>> model = new HashMap<>();
    List<String> ids = new ArrayList<>();
    try (MemoryStore store = MemoryStore.open(folder.resolve("s" + seed + ".db"))) {
      for (int step = 0; step < 400; step++) {
        String id = ids.isEmpty() ? "" : ids.get(random.nextInt(ids.size()));
        Change change = Change.by("actor-" + random.nextInt(3));
        if (random.nextInt(10) == 0) {
          change = change.ifVersion((long) (1 + random.nextInt(3)));
        }
        try {
          Memory after = mutate(store.memories(), random, id, ids, change);
          List<Memory> versions = model.computeIfAbsent(after.id(), k -> new ArrayList<>());
          if (versions.isEmpty()) {
            ids.add(after.id());
          }
          if (after.version() > versions.size()) {
            versions.add(after);
          }
        } catch (AtoCoreException e) {
          assertThat(e.code())
              .isIn(
                  "illegal_transition",
                  "conflict",
                  "duplicate",
                  "not_found",
                  "refused_before",
                  "invalid_input");
        }
      }
      model.forEach((id, versions) -> assertMatches(store, id, versions));
      List<AuditProblem> problems = new ArrayList<>();
      store.audit().verify(null, problems::add);
      assertThat(problems).isEmpty();
    }
  }

  private static Memory mutate(
      Memories memories, Random random, String id, List<String> ids, Change change) {
    if (id.isEmpty() || random.nextInt(5) == 0) {
      return memories.create(
          NewMemory.of(TYPES.get(random.nextInt(TYPES.size())), text(random))
              .project(random.nextBoolean() ? null : "p" + random.nextInt(2))
              .status(random.nextBoolean() ? MemoryStatus.CANDIDATE : MemoryStatus.ACTIVE)
              .confidence(random.nextDouble()),
          change);
    }
    return switch (random.nextInt(8)) {
      case 0 -> memories.promote(id, change).memory();
      case 1 -> memories.reject(id, change).memory();
      case 2 -> memories.invalidate(id, change).memory();
      case 3 -> memories.supersede(id, ids.get(random.nextInt(ids.size())), change).memory();
      case 4 -> memories.revert(id, 1 + random.nextInt(4), change).memory();
      case 5 -> memories.update(id, MemoryPatch.none().content(text(random)), change).memory();
      default -> memories.reinforce(id, random.nextDouble() / 10, change).memory();
    };
  }

  private static String text(Random random) {
    return List.of(
            "one",
            "zwei",
            "trois 😀",
            "четыре",
            "line\nbreak",
            "q\"uote\\",
            "\u202eabc",
            "e\u0301",
            "<b>x</b>")
        .get(random.nextInt(9));
  }

  private static void assertMatches(MemoryStore store, String id, List<Memory> versions) {
    assertThat(store.memories().get(id)).isEqualTo(versions.get(versions.size() - 1));
    List<AuditEntry> history = store.audit().history(id);
    assertThat(history).hasSize(versions.size());
    for (int i = 0; i < versions.size(); i++) {
      AuditEntry entry = history.get(i);
      assertThat(entry.version()).isEqualTo(i + 1L);
      assertThat(entry.after()).isEqualTo(MemoryJson.image(versions.get(i)));
      assertThat(entry.before()).isEqualTo(i == 0 ? null : MemoryJson.image(versions.get(i - 1)));
      assertThat(store.memories().atVersion(id, i + 1L)).isEqualTo(versions.get(i));
      if (i > 0) {
        assertThat(entry.timestamp()).isGreaterThanOrEqualTo(history.get(i - 1).timestamp());
      }
    }
  }
}
