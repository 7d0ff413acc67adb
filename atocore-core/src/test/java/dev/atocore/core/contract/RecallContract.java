package dev.atocore.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.atocore.audit.log.AuditFilter;
import dev.atocore.core.GuardedStore;
import dev.atocore.core.access.Principal;
import dev.atocore.core.erase.RedactionRequest;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.recall.Exposure;
import dev.atocore.core.recall.Reader;
import dev.atocore.core.recall.Recall;
import dev.atocore.core.recall.RecallDoor;
import dev.atocore.core.recall.RecallFilter;
import dev.atocore.core.recall.RecallLog;
import dev.atocore.core.recall.RecallMode;
import dev.atocore.core.recall.RecallPage;
import dev.atocore.core.recall.RecallSession;
import dev.atocore.core.recall.Told;
import dev.atocore.core.search.SearchQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who was told what: what is recorded, what is counted, what is dropped. */
abstract class RecallContract extends StoreContract {
  private static final Change ANN = Change.by("ann");

  private final Instant before = Instant.ofEpochMilli(System.currentTimeMillis());

  private Memory memory(String content) {
    return store
        .memories()
        .create(
            NewMemory.of(MemoryType.KNOWLEDGE, content)
                .project("garden")
                .status(MemoryStatus.ACTIVE),
            ANN);
  }

  private void read(RecallMode mode, @Nullable String key, Consumer<RecallSession> request) {
    try (RecallLog log = store.recallLog(mode);
        RecallSession session = log.begin(new Reader(RecallDoor.HTTP, key, "claude", "r-1"))) {
      request.accept(session);
    }
  }

  private GuardedStore reader(RecallSession session) {
    return store.as(Principal.operator("ann"), session);
  }

  private List<Recall> all() {
    return store.recalls().list(RecallFilter.ALL, 1000, null).recalls();
  }

  @Test
  void search_leavesOneRecord_inTheOrderOfTheAnswer() {
    Memory pump = memory("the pump drains the pond");
    Memory valve = memory("the valve of the pump is stuck and the pump is old");

    List<Memory> found = new ArrayList<>();
    read(
        RecallMode.IDS,
        "bot",
        session ->
            found.addAll(
                reader(session).memories().search(SearchQuery.of("pump").project("garden"))));

    assertThat(found).hasSize(2);
    assertThat(all())
        .singleElement()
        .satisfies(
            recall -> {
              assertThat(recall.key()).isEqualTo("bot");
              assertThat(recall.onBehalfOf()).isEqualTo("claude");
              assertThat(recall.door()).isEqualTo("http");
              assertThat(recall.requestId()).isEqualTo("r-1");
              assertThat(recall.project()).isEqualTo("garden");
              assertThat(recall.query()).isNull();
              assertThat(Instant.parse(recall.at())).isBetween(before, Instant.now());
              assertThat(recall.memories())
                  .containsExactlyElementsOf(
                      found.stream().map(memory -> new Told(memory.id(), 1)).toList());
            });
    assertThat(found).extracting(Memory::id).containsExactlyInAnyOrder(pump.id(), valve.id());
  }

  @Test
  void queryIsKept_onlyWhereTextsAre() {
    memory("the pump drains the pond");

    read(
        RecallMode.FULL,
        null,
        session -> reader(session).memories().search(SearchQuery.of("pump")));
    read(
        RecallMode.OFF, null, session -> reader(session).memories().search(SearchQuery.of("pump")));

    assertThat(all()).singleElement().extracting(Recall::query).isEqualTo("pump");
  }

  @Test
  void everyWayToRead_isOneRecord() {
    Memory pump = memory("the pump drains the pond");
    store.memories().update(pump.id(), MemoryPatch.none().content("the pump is gone"), ANN);
    List<Consumer<RecallSession>> ways =
        List.of(
            session -> reader(session).memories().get(pump.id()),
            session -> reader(session).memories().atVersion(pump.id(), 1),
            session -> reader(session).memories().list(MemoryFilter.ALL, 10, null),
            session -> reader(session).memories().export(MemoryFilter.ALL, memory -> {}),
            session -> reader(session).audit().history(pump.id()),
            session -> reader(session).audit().history(pump.id(), AuditFilter.ALL, 10, null),
            session -> reader(session).memories().search(SearchQuery.of("nothing of the sort")),
            session -> {
              reader(session).memories().get(pump.id());
              reader(session).audit().history(pump.id());
            });

    ways.forEach(way -> read(RecallMode.IDS, null, way));

    assertThat(all()).hasSize(ways.size());
    assertThat(store.recalls().exposure(pump.id(), null, null).recalls())
        .isEqualTo(ways.size() - 1);
    assertThat(store.recalls().exposure(pump.id(), 1L, null).recalls()).isEqualTo(4);
  }

  @Test
  void readingThatFailed_orWasDiscarded_leavesNothing() {
    Memory pump = memory("the pump drains the pond");

    read(RecallMode.IDS, null, session -> reader(session).memories().find("nobody"));
    read(
        RecallMode.IDS,
        null,
        session -> {
          reader(session).memories().get(pump.id());
          session.discard();
        });
    store.memories().get(pump.id());

    assertThat(all()).isEmpty();
  }

  @Test
  void exposure_countsByKeyAndClaim_withVersionsAndTimes() {
    Memory pump = memory("the pump drains the pond");
    read(RecallMode.IDS, "a", session -> reader(session).memories().get(pump.id()));
    read(RecallMode.IDS, "a", session -> reader(session).memories().get(pump.id()));
    store.memories().update(pump.id(), MemoryPatch.none().content("the pump is gone"), ANN);
    read(RecallMode.IDS, "a", session -> reader(session).memories().get(pump.id()));
    read(RecallMode.IDS, null, session -> reader(session).memories().get(pump.id()));

    Exposure exposure = store.recalls().exposure(pump.id(), null, null);

    List<Recall> newest = all();
    assertThat(exposure.recalls()).isEqualTo(4);
    assertThat(exposure.lastAt()).isEqualTo(newest.get(0).at());
    assertThat(exposure.firstAt()).isEqualTo(newest.get(3).at());
    assertThat(exposure.told())
        .extracting(Exposure.ToldTo::key, Exposure.ToldTo::count, Exposure.ToldTo::versions)
        .containsExactlyInAnyOrder(tuple("a", 3L, List.of(1L, 2L)), tuple(null, 1L, List.of(2L)));
    assertThat(exposure.summary()).isEqualTo("told 4 times, to 2 readers");
    assertThat(store.recalls().exposure(pump.id(), 1L, null).recalls()).isEqualTo(2);
    assertThat(store.recalls().exposure(pump.id(), null, Instant.now().plusSeconds(1)).told())
        .isEmpty();
    assertThat(store.recalls().exposure("nobody", null, null).summary())
        .isEqualTo("told 0 times, to 0 readers");
  }

  @Test
  void list_isFilteredAndPaged_newestFirst() {
    Memory pump = memory("the pump drains the pond");
    Memory valve = memory("the valve is stuck");
    for (int i = 0; i < 7; i++) {
      String key = i % 2 == 0 ? "even" : "odd";
      read(RecallMode.IDS, key, session -> reader(session).memories().get(pump.id()));
      read(RecallMode.IDS, key, session -> reader(session).memories().get(valve.id()));
    }

    RecallFilter wanted = new RecallFilter("even", pump.id(), null);
    List<Recall> paged = new ArrayList<>();
    String after = null;
    do {
      RecallPage page = store.recalls().list(wanted, 3, after);
      paged.addAll(page.recalls());
      after = page.next();
    } while (after != null);

    assertThat(paged)
        .hasSize(4)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(Comparator.comparing(Recall::at).thenComparing(Recall::id).reversed())
        .allSatisfy(recall -> assertThat(recall.key()).isEqualTo("even"))
        .allSatisfy(
            recall -> assertThat(recall.memories()).containsExactly(new Told(pump.id(), 1)));
    assertThat(all()).hasSize(14);
    assertThat(
            store
                .recalls()
                .list(new RecallFilter(null, null, Instant.now().plusSeconds(1)), 3, null)
                .recalls())
        .isEmpty();
    assertThatThrownBy(() -> store.recalls().list(RecallFilter.ALL, 3, "never"))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void prune_dropsWhatIsOlder_andCountsOnlyWhatIsLeft() {
    List<Memory> memories = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      memories.add(memory("valve number " + i));
    }
    for (Memory memory : memories) {
      read(RecallMode.IDS, "a", session -> reader(session).memories().get(memory.id()));
      read(
          RecallMode.IDS,
          "b",
          session -> reader(session).memories().search(SearchQuery.of("valve")));
    }
    Recall middle = all().get(29);

    long removed = store.recalls().prune(Instant.parse(middle.at()));

    List<Recall> left = all();
    assertThat(removed).isEqualTo(60 - left.size());
    assertThat(left).contains(middle);
    for (Memory memory : memories) {
      long telling =
          left.stream()
              .filter(r -> r.memories().contains(new Told(memory.id(), memory.version())))
              .count();
      assertThat(store.recalls().exposure(memory.id(), null, null).recalls()).isEqualTo(telling);
    }
    assertThat(store.recalls().prune(Instant.now().plusSeconds(1))).isEqualTo(left.size());
    assertThat(all()).isEmpty();
    read(
        RecallMode.IDS,
        "c",
        session -> reader(session).memories().list(MemoryFilter.ALL, 50, null));
    assertThat(store.recalls().exposure(memories.get(0).id(), null, null).told())
        .extracting(Exposure.ToldTo::key)
        .containsExactly("c");
  }

  @Test
  void prune_whileALogRemembersItsLists_leavesItRight() {
    Memory pump = memory("the pump drains the pond");
    try (RecallLog log = store.recallLog(RecallMode.IDS)) {
      try (RecallSession session = log.begin(new Reader(RecallDoor.CLI, null, null, null))) {
        reader(session).memories().get(pump.id());
      }
      awaitWritten(log, 1);
      assertThat(store.recalls().prune(Instant.now().plusSeconds(1))).isEqualTo(1);
      try (RecallSession session = log.begin(new Reader(RecallDoor.CLI, null, null, null))) {
        reader(session).memories().get(pump.id());
      }
    }
    assertThat(store.recalls().exposure(pump.id(), null, null).recalls()).isEqualTo(1);
  }

  @Test
  void redacting_forgetsWhatWasSearchedFor() {
    Memory pump = memory("Zwickenpflug owns the pump");
    Memory valve = memory("the valve is stuck");
    read(
        RecallMode.FULL,
        null,
        session -> reader(session).memories().search(SearchQuery.of("who is Zwickenpflug")));
    read(
        RecallMode.FULL,
        null,
        session -> reader(session).memories().search(SearchQuery.of("valve")));

    store.audit().redact(List.of(pump.id()), ANN, RedactionRequest.PLAIN);

    assertThat(all()).extracting(Recall::query).containsExactly("valve", null);
    assertThat(store.recalls().exposure(pump.id(), null, null).recalls()).isEqualTo(1);
    assertThat(store.recalls().exposure(valve.id(), null, null).recalls()).isEqualTo(1);
  }

  @Test
  void historyOfManyVersions_isCountedOnce() {
    Memory pump = memory("the pump drains the pond");
    for (int i = 0; i < 250; i++) {
      store.memories().update(pump.id(), MemoryPatch.none().content("pump " + i), ANN);
    }

    for (int i = 0; i < 3; i++) {
      read(RecallMode.IDS, "a", session -> reader(session).audit().history(pump.id()));
      read(RecallMode.IDS, "a", session -> reader(session).memories().get(pump.id()));
    }

    Exposure exposure = store.recalls().exposure(pump.id(), null, null);
    assertThat(exposure.recalls()).isEqualTo(6);
    assertThat(exposure.told())
        .singleElement()
        .satisfies(t -> assertThat(t.versions()).hasSize(251));
    assertThat(store.recalls().exposure(pump.id(), 7L, null).recalls()).isEqualTo(3);
    assertThat(store.recalls().prune(Instant.now().plusSeconds(1))).isEqualTo(6);
    assertThat(store.recalls().exposure(pump.id(), null, null).recalls()).isZero();
  }

  private static void awaitWritten(RecallLog log, long answers) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (log.written() < answers && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(log.written()).isEqualTo(answers);
  }
}
