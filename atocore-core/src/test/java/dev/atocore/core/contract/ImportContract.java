package dev.atocore.core.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.bulk.ImportLine;
import dev.atocore.core.bulk.ImportReport;
import dev.atocore.core.image.MemoryJson;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.text.JsonRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines in and out. */
abstract class ImportContract extends StoreContract {
  private static final Change ANN = Change.by("ann");

  private final List<ImportLine> outcomes = new ArrayList<>();

  @AfterEach
  void storeVerifies() {
    assertThat(store.audit().verify(null, problem -> {}).ok()).isTrue();
  }

  @Test
  void badLines_areToldByNumberAndStopNoOthers() {
    String deep = "[".repeat(5000) + "]".repeat(5000);
    ImportReport report =
        run(
            line("good one", "c1"),
            "",
            "{not json",
            "{\"type\":\"opinion\",\"content\":\"x\"}",
            "{\"type\":\"knowledge\"}",
            "{\"type\":\"knowledge\",\"content\":\"x\",\"confidence\":NaN}",
            "{\"type\":\"knowledge\",\"content\":\"x\",\"confidence\":\"high\"}",
            "{\"type\":\"knowledge\",\"content\":" + deep + "}",
            "{\"type\":\"knowledge\",\"content\":\"" + "a".repeat(1024 * 1024) + "\"}",
            "[1,2]",
            "{\"type\":\"knowledge\",\"content\":\"x\"} trailing",
            "{\"type\":\"knowledge\",\"content\":\"half \\ud83d\"}",
            line("good two", "c2"));

    assertThat(report).isEqualTo(new ImportReport(12, 2, 0, 0, 0, 10));
    assertThat(outcomes).filteredOn(o -> o.error() != null).hasSize(10);
    assertThat(outcomes.get(1).line()).isEqualTo(3);
    assertThat(outcomes.get(1).error()).contains("not JSON");
    assertThat(outcomes.get(11).line()).isEqualTo(13);
    assertThat(store.memories().countByStatus()).containsEntry("candidate", 2L);
  }

  @Test
  void invalidUtf8_isABadLine() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("{\"type\":\"knowledge\",\"content\":\"".getBytes(UTF_8));
    bytes.write(0xff);
    bytes.writeBytes(("\"}\n" + line("fine", "c") + "\n").getBytes(UTF_8));

    ImportReport report =
        store
            .memories()
            .importNdjson(new ByteArrayInputStream(bytes.toByteArray()), ANN, false, o -> {});

    assertThat(report.created()).isEqualTo(1);
    assertThat(report.failed()).isEqualTo(1);
  }

  @Test
  void equalLine_reinforcesFromAnotherChunkAndIsSkippedFromTheSame() {
    ImportReport report = run(line("same", "c1"), line("same", "c1"), line("same", "c2"));

    assertThat(report).isEqualTo(new ImportReport(3, 1, 1, 1, 0, 0));
    Memory memory = store.memories().list(MemoryFilter.ALL, 10, null).memories().get(0);
    assertThat(memory.referenceCount()).isEqualTo(1);
    assertThat(memory.confidence()).isEqualTo(0.52);
    assertThat(memory.sourceChunkId()).isEqualTo("c1");
  }

  @Test
  void withdrawnMemory_isNoReasonToSkip_butARejectedOneIs() {
    run(line("again", "c1"));
    store.memories().reject(String.valueOf(outcomes.get(0).id()), ANN.asWithdrawal());

    assertThat(run(line("again", "c1")).created()).isEqualTo(1);

    store.memories().reject(String.valueOf(outcomes.get(0).id()), ANN);
    assertThat(run(line("again", "c1"))).isEqualTo(new ImportReport(1, 0, 0, 0, 1, 0));
  }

  @Test
  void dryRun_writesNothing() {
    ImportReport report =
        store
            .memories()
            .importNdjson(bytes(line("a", "c1"), line("a", "c2"), "{"), ANN, true, o -> {});

    assertThat(report).isEqualTo(new ImportReport(3, 1, 1, 0, 0, 1));
    assertThat(store.memories().countByStatus()).containsEntry("candidate", 0L);
    assertThat(store.projects().find("p")).isEmpty();
  }

  @Test
  void dryRun_saysWhatTheImportWillDo_howeverManyLines() {
    store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "fact 7").project("p"), ANN);
    List<String> lines = new ArrayList<>();
    lines.add(named("m-1", "named", "active"));
    lines.add(named("m-2", "named and dead", "invalid"));
    for (int i = 0; i < 1_000; i++) {
      lines.add(line("fact " + i, "c1"));
    }
    lines.add(line("fact 0", "c1"));
    lines.add(line("fact 1", "c2"));
    lines.add(line("named", "c1"));
    lines.add(line("named and dead", "c1"));
    lines.add(named("m-1", "named", "active"));
    lines.add(named("m-2", "named but otherwise", "active"));
    lines.add(named("m-3", "fact 2", "active"));
    lines.add(named("m-4", "fact 3", "invalid"));
    String[] all = lines.toArray(String[]::new);
    for (Change change : List.of(ANN, ANN.allowingDuplicate())) {
      List<ImportLine> rehearsed = new ArrayList<>();

      ImportReport dry = store.memories().importNdjson(bytes(all), change, true, rehearsed::add);

      assertThat(store.memories().countByStatus()).containsEntry("invalid", 0L);
      try (MemoryStore copy =
          place.another("copy" + change.is(Change.Term.DUPLICATE_ALLOWED)).open()) {
        copy.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "fact 7").project("p"), ANN);
        List<ImportLine> done = new ArrayList<>();
        assertThat(copy.memories().importNdjson(bytes(all), change, false, done::add))
            .isEqualTo(dry);
        assertThat(rehearsed)
            .extracting(ImportLine::line, ImportLine::outcome, ImportLine::error)
            .isEqualTo(
                done.stream().map(one -> tuple(one.line(), one.outcome(), one.error())).toList());
      }
    }
  }

  @Test
  void export_isWhatImportTakesBack() throws IOException {
    run(line("one", "c1"), line("two", "c2"), line("three", "c3"));
    store.memories().promote(String.valueOf(outcomes.get(0).id()), ANN);
    store.memories().reject(String.valueOf(outcomes.get(1).id()), ANN);
    String exported = export(store);

    try (MemoryStore other = place.another("other").open()) {
      ImportReport report =
          other.memories().importNdjson(bytes(exported), ANN, false, outcomes::add);
      assertThat(report.created()).isEqualTo(3);
      assertThat(other.memories().countByStatus()).isEqualTo(store.memories().countByStatus());
      Memory first = store.memories().get(String.valueOf(outcomes.get(0).id()));
      Memory copied = other.memories().get(first.id());
      assertThat(copied.createdAt()).isEqualTo(first.createdAt());
      assertThat(other.memories().importNdjson(bytes(exported), ANN, false, o -> {}).skipped())
          .isEqualTo(3);
      assertThat(other.audit().verify(null, p -> {}).ok()).isTrue();
    }
  }

  private static String export(MemoryStore store) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    List<Memory> all = new ArrayList<>();
    store.memories().export(MemoryFilter.ALL, all::add);
    for (Memory memory : all) {
      try (JsonGenerator json = JsonRecord.FACTORY.createGenerator(text)) {
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        MemoryJson.write(json, memory);
      }
      text.write('\n');
    }
    return text.toString(UTF_8);
  }

  private ImportReport run(String... lines) {
    outcomes.clear();
    return store.memories().importNdjson(bytes(lines), ANN, false, outcomes::add);
  }

  private static ByteArrayInputStream bytes(String... lines) {
    return new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8));
  }

  private static String line(String content, String chunk) {
    return "{\"type\":\"knowledge\",\"content\":\""
        + content
        + "\",\"project\":\"p\",\"source_chunk_id\":\""
        + chunk
        + "\"}";
  }

  private static String named(String id, String content, String status) {
    return "{\"id\":\"%s\",\"type\":\"knowledge\",\"content\":\"%s\",\"status\":\"%s\",\"project\":\"p\"}"
        .formatted(id, content, status);
  }
}
