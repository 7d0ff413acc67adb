package dev.atocore.core.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.source.ChunkReinforcementReport;
import dev.atocore.core.source.IngestReport;
import dev.atocore.core.source.IngestReport.Outcome;
import dev.atocore.core.source.SourceChunk;
import dev.atocore.core.source.SourceDocument;
import dev.atocore.core.source.SourceImportReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents, their chunks, and what is drawn from them. */
abstract class SourcesContract extends StoreContract {
  private Path notes;

  @BeforeEach
  void open() throws IOException {
    notes = Files.createDirectory(folder.resolve("notes"));
  }

  @Test
  void ingest_isIdempotentByContent() throws IOException {
    Files.writeString(
        notes.resolve("a.md"), "# Pumps\n\nDecision: water at night.\n\n# Valves\n\nThey leak.\n");
    Files.writeString(notes.resolve("b.txt"), "plain text\n");
    Files.writeString(notes.resolve("ignored.pdf"), "no");
    Files.createDirectory(notes.resolve(".git"));
    Files.writeString(notes.resolve(".git").resolve("c.md"), "hidden");

    IngestReport first = ingest();
    IngestReport second = ingest();

    assertThat(first.count(Outcome.ADDED)).isEqualTo(2);
    assertThat(second.count(Outcome.UNCHANGED)).isEqualTo(2);
    assertThat(chunks(0))
        .extracting(SourceChunk::content)
        .containsExactly(
            "# Pumps\n\nDecision: water at night.", "# Valves\n\nThey leak.", "plain text");
    assertThat(chunks(0)).extracting(SourceChunk::title).containsExactly("Pumps", "Pumps", "b.txt");
    assertThat(store.projects().find("garden")).isPresent();
  }

  @Test
  void changedFile_keepsTheIdsOfUnchangedChunks() throws IOException {
    Path file = notes.resolve("a.md");
    Files.writeString(file, "# One\n\nsame\n\n# Two\n\nold\n");
    ingest();
    List<SourceChunk> before = chunks(0);
    Files.writeString(file, "# Zero\n\nnew first\n\n# One\n\nsame\n\n# Two\n\nnew\n");

    IngestReport.IngestedDocument document = ingest().documents().get(0);

    assertThat(document.outcome()).isEqualTo(Outcome.CHANGED);
    assertThat(document.chunksAdded()).isEqualTo(2);
    assertThat(document.chunksRemoved()).isEqualTo(1);
    SourceChunk kept = store.sources().chunk(before.get(0).id()).orElseThrow();
    assertThat(kept.ordinal()).isEqualTo(1);
    assertThat(store.sources().chunk(before.get(1).id())).isEmpty();
    assertThat(chunks(before.get(1).seq())).hasSize(2);
  }

  @Test
  void seq_neverComesBackAfterARemoval() throws IOException {
    Files.writeString(notes.resolve("a.md"), "text one\n");
    ingest();
    SourceChunk last = chunks(0).get(0);
    assertThat(store.sources().remove(last.documentId())).isEqualTo(1);
    Files.writeString(notes.resolve("a.md"), "text two\n");
    ingest();

    assertThat(chunks(last.seq())).extracting(SourceChunk::content).containsExactly("text two");
    assertThatThrownBy(() -> store.sources().remove("nothing"))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void unreadableFile_isToldAndStopsNoOther() throws IOException {
    Files.write(notes.resolve("bad.md"), new byte[] {'x', (byte) 0xff, 'y'});
    Files.write(notes.resolve("nul.md"), new byte[] {'x', 0, 'y'});
    Files.writeString(notes.resolve("good.md"), "fine");

    IngestReport report = ingest();

    assertThat(report.count(Outcome.FAILED)).isEqualTo(2);
    assertThat(report.count(Outcome.ADDED)).isEqualTo(1);
    assertThatThrownBy(() -> store.sources().ingest(List.of(folder.resolve("gone")), null))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void rootThatIsALink_isFollowed_underItsOwnName() throws IOException {
    Files.writeString(notes.resolve("a.md"), "text");
    Path link = Files.createSymbolicLink(folder.resolve("link"), notes);
    Files.createSymbolicLink(notes.resolve("loop"), notes);

    IngestReport report = store.sources().ingest(List.of(link), null);

    assertThat(report.documents())
        .extracting(IngestReport.IngestedDocument::uri)
        .containsExactly(link.resolve("a.md").toUri().toString());
  }

  @Test
  void folderThatLostItsFiles_isTold() throws IOException {
    assertThat(ingest().documents()).isEmpty();
    Path file = Files.writeString(notes.resolve("a.md"), "text");
    ingest();
    Files.delete(file);

    List<IngestReport.IngestedDocument> told = ingest().documents();
    assertThat(told)
        .extracting(IngestReport.IngestedDocument::outcome)
        .containsExactly(Outcome.FAILED, Outcome.GONE);
    assertThat(told.get(0).error()).contains("1 came from it before");
  }

  @Test
  void utf16_isReadByItsMark() throws IOException {
    Files.write(notes.resolve("a.md"), "\uFEFF# Größe\n".getBytes(StandardCharsets.UTF_16LE));
    Files.write(notes.resolve("b.md"), "\uFEFFGröße".getBytes(StandardCharsets.UTF_16BE));

    assertThat(ingest().count(Outcome.ADDED)).isEqualTo(2);
    assertThat(chunks(0)).extracting(SourceChunk::content).containsExactly("# Größe", "Größe");
  }

  @Test
  void excludedFiles_areLeftOut() throws IOException {
    for (String name :
        new String[] {
          "a.md",
          "b.bak.md",
          "drafts/c.md",
          "x/drafts/d.md",
          "x/e.md",
          "x/{f}.md",
          "g/h.md",
          "g/i.md"
        }) {
      Path file = notes.resolve(name);
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, name);
    }
    Files.writeString(
        notes.resolve(".atocoreignore"), "# old things\ndrafts/\n/x/{f}.md\n\ng/*\n!i.md\n");

    IngestReport report =
        store.sources().ingest(List.of(notes), List.of("*.bak.md"), null, List::of);

    assertThat(report.documents())
        .extracting(one -> notes.toUri().relativize(URI.create(one.uri())).getPath())
        .containsExactly("a.md", "g/i.md", "x/e.md");
    assertThatThrownBy(() -> store.sources().ingest(List.of(notes), List.of("[a"), null, List::of))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void importNdjson_isIdempotent() {
    String lines =
        """
        {"kind":"document","id":"d1","project":"p","title":"T","uri":"u"}
        {"kind":"chunk","id":"c1","document_id":"d1","ordinal":0,"content":"hello"}
        {"kind":"chunk","id":"c2","document_id":"nowhere","ordinal":0,"content":"hello"}
        {"kind":"page","id":"x"}
        broken
        """;

    List<SourceImportReport.LineError> refused = new ArrayList<>();
    SourceImportReport first = importLines(lines, refused::add);
    SourceImportReport second = importLines(lines, line -> {});

    assertThat(first.documents()).isEqualTo(1);
    assertThat(first.chunks()).isEqualTo(1);
    assertThat(first.failed()).isEqualTo(3);
    assertThat(refused).extracting(SourceImportReport.LineError::line).containsExactly(3L, 4L, 5L);
    assertThat(second.unchanged()).isEqualTo(2);
    assertThat(store.sources().list("p")).extracting(SourceDocument::chunks).containsExactly(1L);
  }

  @Test
  void longParagraph_isCutWithoutLoss() throws IOException {
    String text = "wörd😀 ".repeat(5000);
    Files.writeString(notes.resolve("a.txt"), text);
    ingest();

    StringBuilder joined = new StringBuilder();
    for (SourceChunk chunk : chunks(0)) {
      assertThat(chunk.content().length()).isLessThanOrEqualTo(4001);
      joined.append(chunk.content());
    }
    assertThat(joined.toString().replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
  }

  @Test
  void reinforceFromChunks_countsMentionsOnce() throws IOException {
    Change ann = Change.by("ann");
    Memory mentioned =
        store
            .memories()
            .create(
                NewMemory.of(MemoryType.KNOWLEDGE, "The pumps water the greenhouse at night")
                    .project("garden"),
                ann);
    Memory elsewhere =
        store
            .memories()
            .create(
                NewMemory.of(MemoryType.KNOWLEDGE, "The pumps water the greenhouse at night")
                    .project("other"),
                ann);
    Files.writeString(notes.resolve("a.md"), "At night, pumps bring water into our greenhouse.\n");
    Files.writeString(notes.resolve("b.md"), "Pumps are loud.\n");
    ingest();

    ChunkReinforcementReport first = store.memories().reinforceFromChunks(null, 0.02, ann);
    ChunkReinforcementReport second = store.memories().reinforceFromChunks(null, 0.02, ann);

    assertThat(first).isEqualTo(new ChunkReinforcementReport(2, 1, 1, 0));
    assertThat(second.chunks()).isZero();
    assertThat(store.memories().get(mentioned.id()).referenceCount()).isEqualTo(1);
    assertThat(store.memories().get(elsewhere.id()).referenceCount()).isZero();
    assertThat(store.audit().history(mentioned.id()).get(1).note())
        .startsWith("mentioned by chunk ");
  }

  @Test
  void reinforceFromChunks_ignoresTheMemorysOwnSource() throws IOException {
    Files.writeString(notes.resolve("a.md"), "Remember: valves close at noon\n");
    ingest();
    String own = chunks(0).get(0).id();
    Memory memory =
        store
            .memories()
            .create(
                NewMemory.of(MemoryType.KNOWLEDGE, "valves close at noon")
                    .project("garden")
                    .sourceChunk(own),
                Change.by("ann"));

    store.memories().reinforceFromChunks(null, 0.02, Change.by("ann"));

    assertThat(store.memories().get(memory.id()).referenceCount()).isZero();
  }

  private IngestReport ingest() {
    return store.sources().ingest(List.of(notes), "garden");
  }

  private SourceImportReport importLines(
      String lines, Consumer<SourceImportReport.LineError> refused) {
    return store.sources().importNdjson(new ByteArrayInputStream(lines.getBytes(UTF_8)), refused);
  }

  private List<SourceChunk> chunks(long after) {
    return chunks(after, null);
  }

  private List<SourceChunk> chunks(long after, @Nullable String project) {
    List<SourceChunk> chunks = new ArrayList<>();
    store.sources().chunks(after, null, project, chunks::add);
    return chunks;
  }
}
