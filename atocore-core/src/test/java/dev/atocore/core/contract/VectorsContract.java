package dev.atocore.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.Vectors;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.search.Embedder;
import dev.atocore.core.search.EmbedderException;
import dev.atocore.core.search.EmbedderListener;
import dev.atocore.core.search.SearchAnswer;
import dev.atocore.core.search.SearchMode;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.search.TextVectors;
import dev.atocore.core.search.VectorFault;
import dev.atocore.core.search.VectorFault.Kind;
import dev.atocore.testing.WordVectors;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What memories mean: found by it, kept beside the texts, and checked. */
abstract class VectorsContract extends StoreContract {
  private static final Change SOMEONE = Change.by("someone");

  @Test
  void semantic_findsWhatNoWordFinds() {
    try (MemoryStore with = with(new Words("words"))) {
      Memory car = active(with, "Ada wants to buy an automobile");
      active(with, "The pump in the greenhouse leaks");

      SearchQuery query = SearchQuery.of("purchase of a car");
      assertThat(with.memories().search(query.mode(SearchMode.TEXT))).isEmpty();
      SearchAnswer answer = with.memories().searchExplained(query.limit(1));

      assertThat(answer.mode()).isEqualTo(SearchMode.HYBRID);
      assertThat(answer.instead()).isNull();
      assertThat(answer.page().memories()).extracting(Memory::id).containsExactly(car.id());
      assertThat(answer.explanations().get(0).similarity()).isBetween(0.3, 1.0);
      assertThat(answer.explanations().get(0).semanticRank()).isEqualTo(1);
      assertThat(answer.explanations().get(0).textRank()).isNull();
      assertThat(answer.explanations().get(0).byChunk()).isFalse();
    }
  }

  @Test
  void filters_applyBefore_howeverFewMemoriesMeetThem() {
    try (MemoryStore with = with(new Words("words"))) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 1200; i++) {
        lines
            .append("{\"type\":\"knowledge\",\"status\":\"active\",\"content\":\"a cat and ")
            .append(i)
            .append("\"}\n");
      }
      importLines(with, lines.toString());
      Memory far =
          with.memories()
              .create(
                  NewMemory.of(MemoryType.PREFERENCE, "unlike all others, feline")
                      .status(MemoryStatus.ACTIVE),
                  SOMEONE);
      Memory elsewhere =
          with.memories()
              .create(
                  NewMemory.of(MemoryType.KNOWLEDGE, "quite unlike, though feline")
                      .project("atlas")
                      .status(MemoryStatus.ACTIVE),
                  SOMEONE);
      SearchQuery query = SearchQuery.of("cat").mode(SearchMode.SEMANTIC).limit(3);

      assertThat(with.memories().search(query.type(MemoryType.PREFERENCE)))
          .extracting(Memory::id)
          .containsExactly(far.id());
      assertThat(with.memories().search(query.project("atlas")))
          .extracting(Memory::id)
          .containsExactly(elsewhere.id());
      assertThat(with.memories().search(query.statuses(MemoryStatus.SUPERSEDED))).isEmpty();
      assertThat(with.memories().search(query)).hasSize(3);
    }
  }

  @Test
  void writes_keepVectorsBesideTheirTexts() {
    try (MemoryStore with = with(new Words("words"))) {
      Memory memory = active(with, "Ada wants an automobile");
      importLines(
          with, "{\"type\":\"knowledge\",\"content\":\"a physician\",\"status\":\"active\"}\n");
      assertThat(faults(with)).isEmpty();

      with.memories()
          .update(memory.id(), MemoryPatch.none().content("Ada wants a feline"), SOMEONE);

      assertThat(faults(with)).isEmpty();
      assertThat(first(with, "cat")).isEqualTo(memory.id());
      assertThat(with.memories().search(SearchQuery.of("car").mode(SearchMode.SEMANTIC).limit(1)))
          .extracting(Memory::content)
          .isNotEmpty();
      with.audit().redact(memory.id(), SOMEONE);
      assertThat(faults(with)).isEmpty();
      assertThat(first(with, "cat")).isNotEqualTo(memory.id());
    }
  }

  @Test
  void withoutEmbedder_vectorsAreOwed_andOldOnesAreGone() {
    Memory memory;
    try (MemoryStore with = with(new Words("words"))) {
      active(with, "what keeps its vector");
      memory = active(with, "Ada wants an automobile");
    }
    store.memories().update(memory.id(), MemoryPatch.none().content("Ada wants a feline"), SOMEONE);
    Memory later = active(store, "Ben enjoys a beverage");
    assertThat(faults(store))
        .containsExactlyInAnyOrder(
            new VectorFault(memory.id(), List.of(Kind.MISSING)),
            new VectorFault(later.id(), List.of(Kind.MISSING)));

    try (MemoryStore with = with(new Words("words"))) {
      assertThat(with.vectors().fill(null, (looked, all, made) -> {}).made()).isEqualTo(2);
      assertThat(first(with, "cat")).isEqualTo(memory.id());
      assertThat(first(with, "who likes a drink")).isEqualTo(later.id());
      assertThat(with.vectors().fill(null, (looked, all, made) -> {}).made()).isZero();
    }
  }

  @Test
  void check_findsEachFault_andAccusesNoHealthyOne() {
    try (MemoryStore with = with(new Words("words"))) {
      Memory missing = active(with, "one");
      Memory stale = active(with, "two");
      Memory model = active(with, "three");
      Memory flipped = active(with, "four");
      Memory cut = active(with, "five");
      Memory deleted = active(with, "six");
      active(with, "healthy");
      place.asOtherProgram(
          "DELETE FROM memory_vectors WHERE memory_id = '" + missing.id() + "'",
          "UPDATE memories SET content = 'twice' WHERE id = '" + stale.id() + "'",
          "UPDATE memory_vectors SET model = 'other' WHERE memory_id = '" + model.id() + "'",
          "UPDATE memory_vectors SET vector = (SELECT vector FROM memory_vectors WHERE memory_id ="
              + " '"
              + stale.id()
              + "') WHERE memory_id = '"
              + flipped.id()
              + "'",
          "UPDATE memory_vectors SET vector = text_digest WHERE memory_id = '" + cut.id() + "'",
          "DELETE FROM memories WHERE id = '" + deleted.id() + "'");

      List<VectorFault> expected =
          List.of(
              new VectorFault(missing.id(), List.of(Kind.MISSING)),
              new VectorFault(stale.id(), List.of(Kind.STALE)),
              new VectorFault(model.id(), List.of(Kind.WRONG_MODEL)),
              new VectorFault(flipped.id(), List.of(Kind.DAMAGED)),
              new VectorFault(cut.id(), List.of(Kind.WRONG_SIZE)),
              new VectorFault(deleted.id(), List.of(Kind.ORPHANED)));
      assertThat(faults(with)).containsExactlyInAnyOrderElementsOf(expected);
      // What is not of the text any more finds nothing.
      assertThat(
              with.memories()
                  .searchExplained(SearchQuery.of("two").mode(SearchMode.SEMANTIC))
                  .page()
                  .memories())
          .extracting(Memory::id)
          .doesNotContain(stale.id(), missing.id(), model.id());

      Vectors.Filled filled = with.vectors().fill(null, (looked, all, made) -> {});
      assertThat(filled.made()).isEqualTo(5);
      assertThat(filled.removed()).isEqualTo(1);
      assertThat(faults(with)).isEmpty();
    }
  }

  @Test
  void chunk_speaksForTheMemoryThatCitesIt_untilItIsErased() {
    try (MemoryStore with = with(new Words("words"))) {
      with.sources()
          .importNdjson(
              new ByteArrayInputStream(
                  ("{\"kind\":\"document\",\"id\":\"d\",\"title\":\"Notes\"}\n"
                          + "{\"kind\":\"chunk\",\"id\":\"c\",\"document_id\":\"d\",\"ordinal\":0,"
                          + "\"content\":\"the physician said to purchase a feline\"}\n")
                      .getBytes(StandardCharsets.UTF_8)),
              line -> {});
      Memory memory =
          with.memories()
              .create(
                  NewMemory.of(MemoryType.KNOWLEDGE, "advice of 3 May")
                      .status(MemoryStatus.ACTIVE)
                      .sourceChunk("c"),
                  SOMEONE);
      active(with, "the pump leaks");
      assertThat(faults(with)).containsExactly(new VectorFault(memory.id(), List.of(Kind.MISSING)));
      with.vectors().fill(null, (looked, all, made) -> {});

      SearchAnswer answer =
          with.memories().searchExplained(SearchQuery.of("buy a cat, doctor").limit(1));

      assertThat(answer.page().memories()).extracting(Memory::id).containsExactly(memory.id());
      assertThat(answer.explanations().get(0).byChunk()).isTrue();
      place.asOtherProgram("UPDATE source_chunks SET content = 'nothing of it' WHERE id = 'c'");
      assertThat(faults(with)).containsExactly(new VectorFault(memory.id(), List.of(Kind.STALE)));
      assertThat(
              with.memories().searchExplained(SearchQuery.of("buy a cat, doctor")).explanations())
          .allSatisfy(why -> assertThat(why.byChunk()).isFalse());
    }
  }

  @Test
  void modelChange_findsByWordsUntilAllIsMadeAnew() {
    try (MemoryStore with = with(new Words("words"))) {
      active(with, "Ada wants an automobile");
    }
    try (MemoryStore with = with(new Words("others"))) {
      SearchAnswer answer =
          with.memories().searchExplained(SearchQuery.of("car").mode(SearchMode.SEMANTIC));
      assertThat(answer.mode()).isEqualTo(SearchMode.TEXT);
      assertThat(answer.instead()).contains("memory embed");
      assertThat(faults(with)).hasSize(1);
      assertThat(with.vectors().fill(null, (looked, all, made) -> {}).made()).isEqualTo(1);
      assertThat(with.memories().search(SearchQuery.of("car"))).hasSize(1);
      assertThat(faults(with)).isEmpty();
    }
  }

  @Test
  void embedderThatFails_failsNoWriteAndNoSearch() {
    try (MemoryStore with = with(new Words("words"))) {
      active(with, "Ada wants an automobile");
    }
    List<String> heard = new ArrayList<>();
    EmbedderListener listener =
        new EmbedderListener() {
          @Override
          public void onFailure(EmbedderException failure) {
            heard.add(String.valueOf(failure.getMessage()));
          }

          @Override
          public void onSuccess() {
            heard.add("works");
          }
        };
    try (MemoryStore with =
        MemoryStore.open(
            StoreOptions.of(store.location()).vectors(new TextVectors(new Broken(), listener)))) {
      Memory memory = active(with, "Ben enjoys a beverage");
      SearchAnswer answer = with.memories().searchExplained(SearchQuery.of("beverage"));
      assertThat(answer.mode()).isEqualTo(SearchMode.TEXT);
      assertThat(answer.instead()).isEqualTo("it is broken");
      assertThat(answer.page().memories()).extracting(Memory::id).containsExactly(memory.id());
      assertThat(heard).containsExactly("it is broken");
      assertThatThrownBy(() -> with.vectors().fill(null, (looked, all, made) -> {}))
          .isInstanceOf(EmbedderException.class);
    }
  }

  @Test
  void off_isSaidInOneLine() {
    active(store, "Ada wants an automobile");
    assertThatThrownBy(
            () -> store.memories().search(SearchQuery.of("car").mode(SearchMode.SEMANTIC)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("ATOCORE_EMBEDDER");
    assertThatThrownBy(() -> store.vectors().fill(null, (looked, all, made) -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("ATOCORE_EMBEDDER");
    assertThat(faults(store)).isEmpty();
  }

  @Test
  void vectorsOfOthers_areSeenAtOnce() {
    try (MemoryStore one = with(new Words("words"));
        MemoryStore two = with(new Words("words"))) {
      active(one, "Ada wants an automobile");
      assertThat(two.memories().search(SearchQuery.of("car"))).hasSize(1);
      for (int i = 0; i < 5; i++) {
        Memory next = active(one, "cat number " + i);
        assertThat(first(two, "feline number " + i)).isEqualTo(next.id());
      }
    }
  }

  private MemoryStore with(Embedder embedder) {
    return MemoryStore.open(
        StoreOptions.of(store.location())
            .vectors(new TextVectors(embedder, EmbedderListener.NONE)));
  }

  private static Memory active(MemoryStore in, String content) {
    return in.memories()
        .create(NewMemory.of(MemoryType.KNOWLEDGE, content).status(MemoryStatus.ACTIVE), SOMEONE);
  }

  private static void importLines(MemoryStore in, String lines) {
    in.memories()
        .importNdjson(
            new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
            SOMEONE,
            false,
            line -> assertThat(line.error()).isNull());
  }

  private static String first(MemoryStore in, String query) {
    return in.memories()
        .search(SearchQuery.of(query).mode(SearchMode.SEMANTIC).limit(1))
        .get(0)
        .id();
  }

  private static List<VectorFault> faults(MemoryStore in) {
    List<VectorFault> faults = new ArrayList<>();
    in.vectors().check(faults::add);
    return faults;
  }

  /** Vectors of words. */
  private record Words(String model) implements Embedder {
    @Override
    public int dimensions() {
      return WordVectors.DIMENSIONS;
    }

    @Override
    public int batch() {
      return 7;
    }

    @Override
    public List<float[]> embed(List<String> texts, Duration wait) {
      return texts.stream().map(text -> WordVectors.of(text.toLowerCase(Locale.ROOT))).toList();
    }
  }

  /** Makes none. */
  private static final class Broken implements Embedder {
    @Override
    public String model() {
      return "words";
    }

    @Override
    public int dimensions() {
      return 0;
    }

    @Override
    public int batch() {
      return 64;
    }

    @Override
    public List<float[]> embed(List<String> texts, Duration wait) {
      throw new EmbedderException("it is broken", null);
    }
  }
}
