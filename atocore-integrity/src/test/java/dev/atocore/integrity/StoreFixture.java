package dev.atocore.integrity;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.sink.AlertSink;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.audit.checkpoint.CheckpointKey;
import dev.atocore.audit.checkpoint.SignedCheckpoint;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.record.AuditGap;
import dev.atocore.audit.record.AuditGaps;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.memory.EvidenceTable;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.EvidenceKind;
import dev.atocore.core.model.IdempotencyKey;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Owner;
import dev.atocore.core.model.Validity;
import dev.atocore.core.search.Embedder;
import dev.atocore.core.search.EmbedderListener;
import dev.atocore.core.search.TextVectors;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.scan.Rows;
import dev.atocore.testing.PostgresServer;
import dev.atocore.testing.WordVectors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A store with a bit of everything in it, alerts that are remembered, and another program. */
public final class StoreFixture implements AutoCloseable {
  public static final Change ANN = Change.by("ann");

  public final Path folder;

  /** Where the store lies; in PostgreSQL only how the names of what lies beside it begin. */
  public final Path file;

  public final MemoryStore store;
  public final OtherProgram other;
  public final List<Alert> alerts = new ArrayList<>();
  public final Integrity integrity;
  public final Alerts fanOut;

  /** A store in a file of that folder. */
  public StoreFixture(Path folder) {
    this(folder, new StoreFile(folder.resolve("store.db")));
  }

  /** A store in a schema of its own in PostgreSQL; what belongs to it lies in that folder. */
  public static StoreFixture inPostgres(Path folder) {
    return new StoreFixture(folder, new StoreUrl(PostgresServer.newSchema(), folder));
  }

  /** A store at that location, which may be there already. */
  public StoreFixture(Path folder, StoreLocation location) {
    this.folder = folder;
    file = location instanceof StoreFile in ? in.path() : location.beside("");
    store = MemoryStore.open(StoreOptions.of(location));
    other = new OtherProgram(location);
    fanOut =
        Alerts.builder()
            .logFile(folder.resolve("alerts.log"))
            .spool(folder.resolve("undelivered"))
            .sink(new Remembering(alerts))
            .build();
    integrity = Integrity.of(store, fanOut);
  }

  /** Projects, state, sources and memories in every status, all as the library makes them. */
  public StoreFixture fill() {
    store.projects().add("shop", "The shop");
    store.state().set("shop", "deploy", "last", "\"2026-11-01\"");
    StringBuilder sources = new StringBuilder();
    for (int d = 0; d < 3; d++) {
      sources.append(
          "{\"kind\":\"document\",\"id\":\"doc-%d\",\"project\":\"shop\",\"title\":\"Notes\",\"uri\":\"notes/%d.md\"}\n"
              .formatted(d, d));
      for (int c = 0; c < 4; c++) {
        sources.append(
            "{\"kind\":\"chunk\",\"id\":\"chunk-%d-%d\",\"document_id\":\"doc-%d\",\"ordinal\":%d,\"content\":\"Chunk %d of %d.\"}\n"
                .formatted(d, c, d, c, c, d));
      }
    }
    store
        .sources()
        .importNdjson(
            new ByteArrayInputStream(sources.toString().getBytes(StandardCharsets.UTF_8)),
            line -> {});
    for (int i = 0; i < 6; i++) {
      active("Decision %d stands: \"so\" \\ é 😀 \u0001.".formatted(i));
    }
    for (int i = 0; i < 4; i++) {
      Memory memory = candidate("Candidate " + i);
      store.memories().reinforce(memory.id(), 0.1, ANN);
      store.memories().reinforce(memory.id(), 0.2, ANN);
    }
    store.memories().reject(candidate("Wrong.").id(), ANN);
    Memory old = active("The old way.");
    Memory next = active("The new way.");
    store.memories().supersede(old.id(), next.id(), ANN);
    store.memories().invalidate(active("Never true.").id(), ANN);
    return this;
  }

  /** What lies beside a store and is not in it, for a copy that was made of it. */
  static void copyRefusalKey(Path store, Path copy) throws IOException {
    Files.copy(
        Path.of(store + ".refusal-key"),
        Path.of(copy + ".refusal-key"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** What is seldom there: something erased, something lost and acknowledged, something sealed. */
  public SignedCheckpoint fillRecords() throws IOException {
    active("備份伺服器放在香港機房");
    Memory erased = active("To be erased.");
    store.memories().reinforce(erased.id(), 0.1, ANN.note("seen again"));
    store.audit().redact(erased.id(), ANN.note("asked for").requestId("r-1"));
    store.audit().prune(Instant.now(), folder.resolve("old.ndjson"), ANN);
    Path notes = Files.writeString(folder.resolve("notes.md"), "# Notes\n\nRead from a file.\n");
    store.sources().ingest(List.of(notes), "shop");
    Memory lost = candidate("Its second entry is lost.");
    store.answeredRequests().keep(IdempotencyKey.of("ann", "1", new byte[0]), 404, "{}");
    store
        .memories()
        .promote(
            candidate("Promoted once.").id(), ANN.once(IdempotencyKey.of("ann", "2", new byte[0])));
    store
        .memories()
        .create(
            NewMemory.of(MemoryType.KNOWLEDGE, "Says all that a memory can say.")
                .owner(new Owner("anna", "bot", "run-1"))
                .metadata(Metadata.parse("{\"room\":\"kitchen\",\"floor\":2}"))
                .sourceChunks(List.of("chunk-1-0", "chunk-1-1"))
                .validity(
                    new Validity(
                        "2020-01-01T00:00:00.000000Z",
                        "2190-01-01T00:00:00.000000Z",
                        "2190-01-01T00:00:00.000000Z")),
            ANN.onBehalfOf("tester"));
    Change change = ANN.requestId("r-2");
    store.memories().reinforce(lost.id(), 0.1, change);
    store.memories().reinforce(lost.id(), 0.1, change);
    AuditEntry second = store.audit().history(lost.id()).get(1);
    store
        .transactions()
        .write(
            connection -> {
              new AuditGaps(connection.sql()).record(AuditGap.lost(second, "the disk was full"));
              return true;
            });
    other.run("DELETE FROM memory_audit WHERE memory_id = ? AND version = 2", lost.id());
    store.audit().acknowledgeGaps(lost.id(), List.of(2L), ANN.note("known"));
    store
        .keys()
        .add(
            "bot",
            Role.PROPOSER,
            new Scope(Set.of("shop"), "anna"),
            Instant.now().plus(Duration.ofDays(9)),
            ANN.requestId("r-3"));
    Evidence denied =
        Evidence.of(lost.id(), EvidenceKind.DENIED, "doc-1", "chunk-1-0", lost.createdAt());
    store
        .transactions()
        .write(
            connection -> {
              EvidenceTable.put(connection, denied.answered(lost.createdAt(), "ann"));
              return true;
            });
    Memory revived = candidate("Turned down, and taken back.");
    store.memories().reject(revived.id(), ANN);
    store.memories().revert(revived.id(), 1, ANN);
    CheckpointKey key = CheckpointKey.openOrCreate(folder.resolve("key"), "example.org/memory");
    return store.checkpoints().make(key, null, entry -> {}).checkpoint();
  }

  public Memory active(String content) {
    return store
        .memories()
        .create(
            NewMemory.of(MemoryType.KNOWLEDGE, content)
                .project("shop")
                .status(MemoryStatus.ACTIVE)
                .sourceChunk("chunk-0-0"),
            ANN.allowingDuplicate());
  }

  public Memory candidate(String content) {
    return store
        .memories()
        .create(NewMemory.of(MemoryType.PREFERENCE, content).confidence(0.7), ANN);
  }

  /** The number of its row. */
  public long seq(Memory memory) {
    return store
        .transactions()
        .outside(
            connection -> {
              long[] seq = new long[1];
              Rows.forEach(
                  connection,
                  "SELECT seq FROM memories WHERE id = ?",
                  row -> seq[0] = row.getLong(1),
                  memory.id());
              return seq[0];
            });
  }

  public CheckResult run(String check) {
    return integrity.run(RunOptions.all().checks(List.of(check))).checks().get(0);
  }

  @Override
  public void close() {
    store.close();
  }

  private record Remembering(List<Alert> alerts) implements AlertSink {
    @Override
    public String id() {
      return "remembering";
    }

    @Override
    public SinkResult deliver(Alert alert, Deadline deadline) {
      alerts.add(alert);
      return SinkResult.delivered();
    }
  }

  /** The store once more, with an embedder at hand. */
  public MemoryStore embedding() {
    return MemoryStore.open(
        StoreOptions.of(store.location())
            .vectors(new TextVectors(new Words(), EmbedderListener.NONE)));
  }

  /** Vectors for all that is there. */
  public void fillVectors() {
    try (MemoryStore with = embedding()) {
      with.vectors().fill(null, (looked, all, made) -> {});
    }
  }

  /** Vectors of words. */
  private record Words() implements Embedder {
    @Override
    public String model() {
      return "words";
    }

    @Override
    public List<float[]> embed(List<String> texts, Duration wait) {
      return texts.stream().map(WordVectors::of).toList();
    }
  }
}
