package dev.atocore.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.atocore.core.bulk.AutoPromotePolicy;
import dev.atocore.core.bulk.ImportReport;
import dev.atocore.core.bulk.UndoRequest;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.EvidenceKind;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Question;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.source.SourceChunk;
import dev.atocore.core.source.SourceDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What vouches for a memory are documents, each once. */
class EvidenceTest {
  private static final Change ANN = Change.by("ann");

  @TempDir Path folder;
  private Path notes;
  private MemoryStore store;
  private long extracted;

  @BeforeEach
  void open() throws IOException {
    notes = Files.createDirectory(folder.resolve("notes"));
    store = MemoryStore.open(folder.resolve("store.db"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void oneNoteThatSaysItFourTimes_vouchesOnce() throws IOException {
    String line = "Remember: The spare key is under the third flower pot.\n\n";
    note("a.md", "# A\n\n" + line + "# B\n\n" + line + "# C\n\n" + line + "# D\n\n" + line);

    night();

    Memory memory = only();
    assertThat(memory.referenceCount()).isZero();
    assertThat(memory.status()).isEqualTo("candidate");
    assertThat(kinds(memory)).containsExactly(EvidenceKind.SOURCE);
  }

  @Test
  void editsOfANote_areNoNewEvidence() throws IOException {
    String text = "# Cache\n\nDecision: We use Redis for the session cache.\n";
    for (int night = 0; night < 4; night++) {
      note("cache.md", text + "Line of night %d.\n".formatted(night).repeat(night));
      night();
    }

    assertThat(only().referenceCount()).isZero();
    assertThat(only().status()).isEqualTo("candidate");
  }

  @Test
  void otherNotes_vouchOnceEachAndPromote() throws IOException {
    note("0.md", "# Cache\n\nDecision: We use Redis for the session cache.\n");
    night();
    for (int week = 1; week < 4; week++) {
      String name = week + ".md";
      note(name, "# Week %d\n\nDecision: We use Redis for the session cache.\n".formatted(week));
      night();
      note(name, Files.readString(notes.resolve(name)) + "More.\n");
      night();
    }

    Memory memory = only();
    assertThat(memory.referenceCount()).isEqualTo(3);
    assertThat(memory.status()).isEqualTo("active");
    assertThat(kinds(memory))
        .containsExactly(
            EvidenceKind.SOURCE,
            EvidenceKind.DOCUMENT,
            EvidenceKind.DOCUMENT,
            EvidenceKind.DOCUMENT);
  }

  @Test
  void copiesOfANote_areNoNewEvidence() throws IOException {
    String text = "# Cache\n\nDecision: We use Redis for the session cache.\n";
    for (int night = 0; night < 6; night++) {
      note(night + ".md", text);
      night();
    }

    assertThat(only().referenceCount()).isZero();
  }

  @Test
  void sameLinesImportedAgain_changeNothing() {
    String lines =
        """
        {"type":"knowledge","content":"The door locks at nine.","source_chunk_id":"c1"}
        {"type":"knowledge","content":"The door locks at nine.","source_chunk_id":"c2"}
        """;
    assertThat(imported(lines, false)).isEqualTo(new ImportReport(2, 1, 1, 0, 0, 0));
    Memory memory = only();
    for (int i = 0; i < 3; i++) {
      assertThat(imported(lines, true)).isEqualTo(new ImportReport(2, 0, 0, 2, 0, 0));
      assertThat(imported(lines, false)).isEqualTo(new ImportReport(2, 0, 0, 2, 0, 0));
    }
    assertThat(only()).isEqualTo(memory);
  }

  @Test
  void wordsCountEach_andARevertTakesThemBack() {
    Memory made = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "It rains."), ANN);
    Change bob = Change.by("bob");
    store.memories().reinforce(made.id(), 0.1, bob);
    store.memories().reinforce(made.id(), 0.1, bob);

    assertThat(counted(made)).isEqualTo(2);
    assertThat(kinds(made)).containsExactly(EvidenceKind.WORD);

    store
        .memories()
        .undo(new UndoRequest("bob", Instant.EPOCH, null, false), ANN, false, outcome -> {});
    assertThat(store.memories().get(made.id()).referenceCount()).isZero();
    assertThat(counted(made)).isZero();

    store.memories().revert(made.id(), 3, ANN);
    assertThat(counted(made)).isEqualTo(2);
  }

  @Test
  void exportedMemory_bringsItsCountAsAWord() {
    imported(
        "{\"id\":\"m-1\",\"type\":\"knowledge\",\"content\":\"x"
            + " y\",\"confidence\":0.9,\"reference_count\":4}",
        false);

    assertThat(store.memories().evidence("m-1"))
        .extracting(Evidence::kind, Evidence::counted)
        .containsExactly(tuple(EvidenceKind.WORD, 4L));
    promote();
    assertThat(only().status()).isEqualTo("active");
  }

  @Test
  void movedNote_keepsItsDocument() throws IOException {
    String text = "# Cache\n\nDecision: We use Redis for the session cache.\n";
    note("0.md", text);
    night();
    String document = store.memories().evidence(only().id()).get(0).documentId();
    for (int night = 1; night < 5; night++) {
      Files.move(notes.resolve(night - 1 + ".md"), notes.resolve(night + ".md"));
      if (night > 2) {
        note(night + ".md", text + "And a line of night %d.\n".formatted(night));
      }
      night();
    }

    assertThat(only().referenceCount()).isZero();
    assertThat(store.sources().list(null)).extracting(SourceDocument::id).containsExactly(document);
    assertThat(store.sources().list(null).get(0).uri()).endsWith("/4.md");
    note("0.md", "# Another\n\nNote in the old place.\n");
    night();
    assertThat(store.sources().list(null)).hasSize(2);
  }

  @Test
  void citation_followsItsDocumentThroughEdits() throws IOException {
    String text = "# Cache\n\nDecision: We use Redis for the session cache.\n";
    note("a.md", text);
    night();
    note("a.md", text + "\nP.S. The garden is wet.\n");
    night();

    String cited = String.valueOf(only().sourceChunkId());
    assertThat(store.sources().chunk(cited).orElseThrow().content()).contains("Redis", "garden");

    note("a.md", "# Other\n\nMore of it.\n\n" + text);
    night();
    Evidence source = store.memories().evidence(only().id()).get(0);
    assertThat(store.sources().chunk(String.valueOf(source.chunkId())).orElseThrow().content())
        .contains("Redis");

    store.memories().promote(only().id(), ANN);
    note("a.md", text.replace("Redis", "Valkey"));
    night();
    assertThat(store.memories().questions(5))
        .flatExtracting(Question::reasons)
        .extracting(Evidence::kind)
        .contains(EvidenceKind.UNSAID);

    note("a.md", text);
    night();
    assertThat(store.memories().questions(5)).isEmpty();
  }

  @Test
  void deletedNote_isAskedAboutUntilItIsBackOrAnswered() throws IOException {
    String text = "# Cache\n\nDecision: We use Redis for the session cache.\n";
    note("a.md", text);
    night();
    String id = only().id();
    store.memories().promote(id, ANN);
    Files.delete(notes.resolve("a.md"));
    night();
    assertThat(store.memories().questions(5))
        .flatExtracting(Question::reasons)
        .extracting(Evidence::kind)
        .containsExactly(EvidenceKind.GONE);
    note("b.md", text);
    night();
    assertThat(store.memories().questions(5)).isEmpty();
    Files.delete(notes.resolve("b.md"));
    night();
    store.memories().answer(id, ANN);
    assertThat(store.memories().evidence(id))
        .filteredOn(evidence -> evidence.kind() == EvidenceKind.GONE)
        .extracting(Evidence::answeredBy)
        .containsExactly("ann");
    night();
    assertThat(store.memories().questions(5)).isEmpty();
    assertThat(only().status()).isEqualTo("active");
  }

  @Test
  void denials_askAndDoNotPromote() throws IOException {
    note("0.md", "# Cache\n\nDecision: We use Redis for the session cache.\n");
    night();
    for (int week = 1; week < 6; week++) {
      note(
          week + ".md",
          "Week %d: we do not use Redis for the session cache any more.\n".formatted(week));
    }
    night();
    Memory memory = only();
    assertThat(memory.referenceCount()).isZero();
    store.memories().promote(memory.id(), ANN);

    assertThat(store.memories().questions(5).get(0).reasons()).hasSize(5);
    store.memories().answer(memory.id(), ANN);
    assertThat(store.memories().questions(5)).isEmpty();
  }

  @Test
  void chunkOfAnotherDocument_isNotTaken() {
    List<String> refused = new ArrayList<>();
    store
        .sources()
        .importNdjson(
            new ByteArrayInputStream(
                """
                {"kind":"document","id":"a"}
                {"kind":"chunk","id":"0","document_id":"a","content":"of a"}
                {"kind":"document","id":"b"}
                {"kind":"chunk","id":"0","document_id":"b","content":"of b"}
                """
                    .getBytes(UTF_8)),
            error -> refused.add(error.line() + ": " + error.message()));

    assertThat(refused).hasSize(1);
    assertThat(refused.get(0)).startsWith("4: ").contains("\"a\"", "\"b#0\"");
    assertThat(store.sources().chunk("0").orElseThrow().content()).isEqualTo("of a");
  }

  @Test
  void olderStore_keepsItsCountsAndPromotesByNoneOfThem() throws IOException {
    note("a.md", "# A\n\nRemember: The spare key is under the pot.\n");
    night();
    String id = only().id();
    for (int i = 0; i < 3; i++) {
      store.memories().reinforce(id, 0.1, ANN);
    }
    store.close();
    Path file = folder.resolve("store.db");
    Schema.at(file).rollback(7);
    Schema.at(file).migrate(null);
    store = MemoryStore.open(file);

    promote();

    assertThat(only().referenceCount()).isEqualTo(3);
    assertThat(only().status()).isEqualTo("candidate");
    assertThat(store.memories().evidence(id))
        .extracting(Evidence::kind, Evidence::counted)
        .containsExactlyInAnyOrder(tuple(EvidenceKind.SOURCE, 0L), tuple(EvidenceKind.EARLIER, 3L));
    assertThat(store.memories().evidence(id).get(0).documentId()).startsWith("doc-");
  }

  private void note(String name, String text) throws IOException {
    Files.writeString(notes.resolve(name), text);
  }

  /** Steps A to D. */
  private void night() throws IOException {
    store.sources().ingest(List.of(notes), null);
    StringBuilder candidates = new StringBuilder();
    store.sources().chunks(extracted, null, null, chunk -> extract(chunk, candidates));
    imported(candidates.toString(), false);
    store.memories().reinforceFromChunks(null, 0.02, ANN);
    promote();
  }

  private void extract(SourceChunk chunk, StringBuilder candidates) {
    extracted = chunk.seq();
    Matcher marked = Pattern.compile("(?:Decision|Remember): (.*)").matcher(chunk.content());
    while (marked.find()) {
      candidates.append(
          """
          {"type":"project","content":"%s","confidence":0.6,"source_chunk_id":"%s"}
          """
              .formatted(marked.group(1), chunk.id()));
    }
  }

  private void promote() {
    store.memories().autoPromote(AutoPromotePolicy.DEFAULT, ANN, false, outcome -> {});
  }

  private ImportReport imported(String lines, boolean dryRun) {
    return store
        .memories()
        .importNdjson(new ByteArrayInputStream(lines.getBytes(UTF_8)), ANN, dryRun, line -> {});
  }

  private Memory only() {
    List<Memory> all = store.memories().list(MemoryFilter.ALL, 10, null).memories();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private long counted(Memory memory) {
    return store.memories().evidence(memory.id()).stream().mapToLong(Evidence::counted).sum();
  }

  private List<EvidenceKind> kinds(Memory memory) {
    return store.memories().evidence(memory.id()).stream().map(Evidence::kind).toList();
  }
}
