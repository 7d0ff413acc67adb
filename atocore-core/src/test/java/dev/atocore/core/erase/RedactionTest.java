package dev.atocore.core.erase;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.record.Erasure;
import dev.atocore.audit.verify.AuditNotice;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.audit.verify.AuditProblem.Verdict;
import dev.atocore.audit.verify.VerifyListener;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.ConflictException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.search.SearchQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a redaction must leave no trace of, and what it must leave. */
class RedactionTest {
  private static final Change ANN = Change.by("ann");
  private static final Change OFFICER = Change.by("officer").note("request 17");
  private static final String NAME = "Zwickenpflug";

  @TempDir Path folder;
  private Path file;
  private Path spool;
  private MemoryStore store;

  @BeforeEach
  void open() {
    file = folder.resolve("store.db");
    spool = folder.resolve("store.db.audit-spool.ndjson");
    store = MemoryStore.open(file);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void everyTrace_isGoneFromEveryFile() throws IOException {
    for (int i = 0; i < 200; i++) {
      create("filler number " + i + " with a few more words to fill pages");
    }
    Memory memory =
        create(NAME + " lives in \"Blumenstrasse\"\nnumber 7 😀 " + "x".repeat(6000) + NAME);
    store
        .memories()
        .update(
            memory.id(),
            MemoryPatch.none().content("moved: " + NAME + " lives elsewhere"),
            ANN.note("so said " + NAME));
    store.memories().promote(memory.id(), ANN);
    assertThat(filesThatSay(NAME)).isNotEmpty();

    RedactionReport report = store.audit().redact(memory.id(), OFFICER);

    assertThat(report.entries()).isEqualTo(3);
    assertThat(report.version()).isEqualTo(4);
    assertThat(report.complete()).isTrue();
    assertThat(report.stillIn()).isEmpty();
    assertThat(filesThatSay(NAME)).isEmpty();
    assertThat(filesThatSay("Blumenstr")).isEmpty();
    assertThat(terms()).contains("filler").noneMatch(term -> term.startsWith("zwick"));
    assertThat(store.memories().search(SearchQuery.of(NAME))).isEmpty();
  }

  @Test
  void chain_stillVerifiesAndSaysRedacted() {
    Memory memory = create("something about " + NAME);
    store.memories().promote(memory.id(), ANN);

    store.audit().redact(memory.id(), OFFICER);

    List<AuditProblem> problems = new ArrayList<>();
    List<AuditNotice> notices = new ArrayList<>();
    var report = store.audit().verify(null, listener(problems, notices));
    assertThat(problems).isEmpty();
    assertThat(report.redacted()).isEqualTo(2);
    assertThat(notices)
        .extracting(AuditNotice::kind, AuditNotice::version)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(AuditNotice.Kind.REDACTED, 1L),
            org.assertj.core.groups.Tuple.tuple(AuditNotice.Kind.REDACTED, 2L));
    List<AuditEntry> history = store.audit().history(memory.id());
    assertThat(history.get(0))
        .satisfies(
            entry -> {
              assertThat(entry.redacted()).isTrue();
              assertThat(entry.salt()).isNull();
              assertThat(entry.after()).isNull();
              assertThat(entry.computeHash()).isEqualTo(entry.hash());
            });
  }

  @Test
  void whoAndWhy_staysOnRecordAndInTheChain() {
    Memory memory = create("something about " + NAME, MemoryStatus.ACTIVE);

    store.audit().redact(memory.id(), OFFICER);

    AuditEntry last = store.audit().history(memory.id()).get(1);
    assertThat(last.actor()).isEqualTo("officer");
    assertThat(last.action()).isEqualTo("invalidated");
    assertThat(last.note()).isEqualTo("request 17");
    assertThat(last.before() + last.after()).doesNotContain(NAME);
    assertThat(store.audit().erasures())
        .singleElement(InstanceOfAssertFactories.type(Erasure.Redaction.class))
        .satisfies(
            erasure -> {
              assertThat(erasure.memoryId()).isEqualTo(memory.id());
              assertThat(erasure.throughVersion()).isEqualTo(1);
              assertThat(erasure.actor()).isEqualTo("officer");
              assertThat(erasure.reason()).isEqualTo("request 17");
            });
    assertThat(store.memories().get(memory.id()).content()).isEqualTo(Memory.REDACTED);
  }

  @Test
  void everyStatus_isLeftNotLiving() {
    Memory candidate = create("a candidate of " + NAME);
    Memory rejected = create("a rejected one of " + NAME);
    store.memories().reject(rejected.id(), ANN);
    Memory replaced = create("a replaced one of " + NAME, MemoryStatus.ACTIVE);
    store.memories().supersede(replaced.id(), candidate.id(), ANN);

    for (Memory memory : List.of(replaced, rejected, candidate)) {
      assertThat(store.audit().redact(memory.id(), OFFICER).changed()).isTrue();
    }

    assertThat(store.memories().get(candidate.id()).status()).isEqualTo("invalid");
    assertThat(store.memories().get(rejected.id()).status()).isEqualTo("invalid");
    assertThat(store.memories().get(replaced.id()).status()).isEqualTo("superseded");
    assertThat(problems()).isEmpty();
  }

  @Test
  void again_changesNothing() {
    Memory memory = create("something about " + NAME);
    store.audit().redact(memory.id(), OFFICER);

    RedactionReport again = store.audit().redact(memory.id(), OFFICER);

    assertThat(again.changed()).isFalse();
    assertThat(store.audit().erasures()).hasSize(1);
    assertThat(store.audit().history(memory.id())).hasSize(2);
    assertThatThrownBy(() -> store.audit().redact("nobody", OFFICER))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> store.audit().redact(memory.id(), OFFICER.ifVersion(1L)))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void deletedRow_isRedactedInTheLog() throws IOException {
    Memory memory = create("something about " + NAME);
    execute("DELETE FROM memories WHERE id = '" + memory.id() + "'");

    RedactionReport report = store.audit().redact(memory.id(), OFFICER);

    assertThat(report.version()).isNull();
    assertThat(report.entries()).isEqualTo(1);
    assertThat(filesThatSay(NAME)).isEmpty();
    assertThat(problems()).containsExactly(Verdict.ROW_DRIFTED);
  }

  @Test
  void waitingAndAbortedEntries_areRedactedInTheSpool() throws IOException {
    Memory memory = create("something about " + NAME);
    execute(
        "CREATE TRIGGER broken BEFORE INSERT ON memory_audit BEGIN SELECT RAISE(ABORT, 'fault');"
            + " END");
    store.memories().update(memory.id(), MemoryPatch.none().content(NAME + " again"), ANN);
    String line = Files.readString(spool);
    Files.writeString(
        store.audit().spool().abortedFile(), line.replace("\"version\":2", "\"version\":7"));
    Files.writeString(spool, line.substring(0, line.length() / 2), StandardOpenOption.APPEND);

    RedactionReport report = store.audit().redact(memory.id(), OFFICER);

    assertThat(report.spoolLines()).isEqualTo(3);
    assertThat(filesThatSay(NAME)).isEmpty();
    assertThat(store.audit().redact(memory.id(), OFFICER).changed()).isFalse();
    execute("DROP TRIGGER broken");
    store.audit().replay();
    assertThat(problems()).isEmpty();
    assertThat(store.audit().history(memory.id()).get(2).note()).isEqualTo("request 17");
    assertThat(store.audit().history(memory.id()))
        .extracting(AuditEntry::redacted)
        .containsExactly(true, true, false);
  }

  @Test
  void oldTraces_areFoundAndTheFileIsWrittenAnew() throws IOException, SQLException {
    Memory memory = create("something about " + NAME);
    leaveTraces();

    RedactionReport report = store.audit().redact(memory.id(), OFFICER);

    assertThat(report.vacuumed()).isTrue();
    assertThat(report.complete()).isTrue();
    assertThat(filesThatSay(NAME)).isEmpty();
  }

  /** Nobody could write for seconds meanwhile. */
  @Test
  void aLargeFile_isWrittenAnewOnlyWhenThatIsAskedFor() throws IOException, SQLException {
    Memory memory = create("something about " + NAME);
    leaveTraces();
    execute("CREATE TABLE filler AS SELECT zeroblob(70000000) AS b");

    RedactionReport report = store.audit().redact(memory.id(), OFFICER);

    assertThat(report.vacuumed()).isFalse();
    assertThat(report.vacuumLeft()).isTrue();
    assertThat(report.complete()).isFalse();

    RedactionReport again =
        store
            .audit()
            .redact(
                List.of(memory.id()),
                OFFICER,
                new RedactionRequest(false, false, true, Surroundings.NONE));

    assertThat(again.vacuumed()).isTrue();
    assertThat(again.vacuumLeft()).isFalse();
    assertThat(again.complete()).isTrue();
    assertThat(filesThatSay(NAME)).isEmpty();
  }

  /** As another program, which does not overwrite what it deletes. */
  private void leaveTraces() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA secure_delete = OFF");
      statement.executeUpdate("CREATE TABLE other (t TEXT)");
      statement.executeUpdate(
          "INSERT INTO other SELECT 'something about " + NAME + "' FROM memories");
      statement.executeUpdate("DELETE FROM other");
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  @Test
  void sameTextElsewhere_isTold() {
    Memory memory = create("something about " + NAME);
    Memory other = create("also: something about " + NAME);

    RedactionReport report = store.audit().redact(memory.id(), OFFICER);

    assertThat(report.stillIn())
        .contains("memories.content of " + other.id(), "memory_audit.after_json of 2");
    assertThat(report.complete()).isTrue();
  }

  @Test
  void bodiesErasedWithoutARecord_areAlterations() {
    Memory memory = create("something");
    create("something else");
    execute("DROP TRIGGER memory_audit_no_update");
    execute(
        "UPDATE memory_audit SET before_json = NULL, after_json = NULL, note = NULL, salt = NULL,"
            + " after_digest = zeroblob(32) WHERE memory_id = '"
            + memory.id()
            + "'");
    assertThat(problems()).containsExactly(Verdict.ALTERED);

    AuditEntry entry = store.audit().history(memory.id()).get(0);
    assertThat(entry.redacted()).isTrue();
  }

  @Test
  void forgedBodyBesideTheTrueDigest_isAnAlteration() throws SQLException {
    Memory memory = create("the truth");
    AuditEntry entry = store.audit().history(memory.id()).get(0);
    store.audit().redact(memory.id(), OFFICER);
    AuditEntry redacted = store.audit().history(memory.id()).get(0);
    execute("DROP TRIGGER memory_audit_no_update");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var update =
            connection.prepareStatement(
                "UPDATE memory_audit SET after_json = ?, salt = ? WHERE id = ?")) {
      update.setString(1, String.valueOf(entry.after()).replace("truth", "lie"));
      update.setBytes(2, new byte[16]);
      update.setLong(3, redacted.id());
      update.executeUpdate();
    }

    assertThat(problems()).containsExactly(Verdict.ALTERED);
  }

  private Memory create(String content) {
    return create(content, MemoryStatus.CANDIDATE);
  }

  private Memory create(String content, MemoryStatus status) {
    return store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, content).status(status), ANN);
  }

  private List<Verdict> problems() {
    List<Verdict> verdicts = new ArrayList<>();
    store.audit().verify(null, problem -> verdicts.add(problem.verdict()));
    return verdicts;
  }

  /** The store's files whose raw bytes hold that text, in either case of letters. */
  private List<Path> filesThatSay(String text) throws IOException {
    String wanted = new String(text.getBytes(UTF_8), ISO_8859_1);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              path -> {
                try {
                  String bytes = new String(Files.readAllBytes(path), ISO_8859_1);
                  return bytes.contains(wanted)
                      || bytes.contains(wanted.toLowerCase(java.util.Locale.ROOT));
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .toList();
    }
  }

  /** The words the search index still holds. */
  private List<String> terms() {
    List<String> terms = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, memories_fts, row)");
      try (ResultSet rows = statement.executeQuery("SELECT term FROM temp.words")) {
        while (rows.next()) {
          terms.add(rows.getString(1));
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return terms;
  }

  private void execute(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static VerifyListener listener(List<AuditProblem> problems, List<AuditNotice> notices) {
    return new VerifyListener() {
      @Override
      public void problem(AuditProblem problem) {
        problems.add(problem);
      }

      @Override
      public void notice(AuditNotice notice) {
        notices.add(notice);
      }
    };
  }
}
