package dev.atocore.core.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.audit.verify.VerifyListener;
import dev.atocore.audit.verify.VerifyReport;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.db.ConnectionPool;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.db.sqlite.SqliteDatabase;
import dev.atocore.core.model.Change;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log verified in halves says what one pass over it says. */
class LogVerificationTest {
  private static final int MEMORIES = 3_000;
  private static final long NEVER = Long.MAX_VALUE;

  @TempDir Path folder;
  private Path file;

  private record Told(VerifyReport report, List<AuditProblem> problems, long progress) {}

  @BeforeEach
  void fill() {
    file = folder.resolve("store.db");
    try (MemoryStore store = MemoryStore.open(file)) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < MEMORIES; i++) {
        lines.append("{\"type\":\"knowledge\",\"content\":\"memory ").append(i).append("\"}\n");
      }
      store
          .memories()
          .importNdjson(
              new ByteArrayInputStream(lines.toString().getBytes(UTF_8)),
              Change.by("t"),
              false,
              line -> {});
      store.memories().expire(Duration.ZERO, Change.by("t"), false, outcome -> {});
    }
  }

  @Test
  void halves_ofASoundLog_countAsOnePass() {
    Told halves = verify(1);

    assertThat(halves).isEqualTo(verify(NEVER));
    assertThat(halves.report().ok()).isTrue();
    assertThat(halves.report().memories()).isEqualTo(MEMORIES);
    assertThat(halves.report().entries()).isEqualTo(2 * MEMORIES);
    assertThat(halves.progress()).isEqualTo(2 * MEMORIES);
  }

  /** More than are held back for the first half's sake, too. */
  @Test
  void halves_ofATamperedLog_findTheSameInTheSameOrder() throws SQLException {
    execute("UPDATE memories SET content = content || '!' WHERE seq % 10 <> 0");
    execute("DELETE FROM memories WHERE seq % 50 = 1");
    execute("UPDATE memories SET audit_head = x'00' WHERE seq % 20 = 0");

    Told halves = verify(1);

    assertThat(halves.problems()).hasSizeGreaterThan(2_500);
    assertThat(halves).isEqualTo(verify(NEVER));
  }

  @Test
  void listenerThatThrows_stopsBothHalves() throws SQLException {
    execute("UPDATE memories SET content = content || '!'");
    VerifyListener full =
        problem -> {
          throw new IllegalStateException("the disk is full");
        };

    assertThatThrownBy(() -> verify(1, full)).hasMessage("the disk is full");
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("atocore-verify"));
  }

  /** A beginning, a newest entry and a whole chain; also of a memory that has no row. */
  @Test
  void holes_areTheSameOnOneThreadAndOnTwo() throws SQLException {
    execute("DROP TRIGGER memory_audit_no_delete");
    execute("DELETE FROM memory_audit WHERE id IN (3, 3007)");
    execute("DELETE FROM memory_audit WHERE id IN (11, 3011, 3015)");
    execute("DELETE FROM memories WHERE seq = 15");
    execute("DELETE FROM memory_audit WHERE id = 20");
    execute("DELETE FROM memories WHERE seq = 20");

    assertThat(missing(1))
        .isEqualTo(missing(NEVER))
        .extracting(MissingEntry::version, MissingEntry::toVersion)
        .containsExactlyInAnyOrder(tuple(1L, 1L), tuple(2L, 2L), tuple(1L, 2L), tuple(1L, 1L));
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("atocore-gap"));
  }

  private List<MissingEntry> missing(long worthIt) {
    ConnectionPool pool = new ConnectionPool(new SqliteDatabase(file), Duration.ofSeconds(5));
    try (pool) {
      return new MissingSearch(
              new Transactions(pool), new AuditSpool.Content(List.of(), List.of()), worthIt)
          .run();
    }
  }

  private Told verify(long worthIt) {
    List<AuditProblem> problems = new ArrayList<>();
    long[] progress = new long[1];
    VerifyReport report =
        verify(
            worthIt,
            new VerifyListener() {
              @Override
              public void problem(AuditProblem problem) {
                problems.add(problem);
              }

              @Override
              public void progress(long entries) {
                progress[0] = Math.max(progress[0], entries);
              }
            });
    return new Told(report, problems, progress[0]);
  }

  private VerifyReport verify(long worthIt, VerifyListener listener) {
    ConnectionPool pool = new ConnectionPool(new SqliteDatabase(file), Duration.ofSeconds(5));
    try (pool) {
      return new LogVerification(
              new Transactions(pool),
              new AuditSpool.Content(List.of(), List.of()),
              listener,
              worthIt)
          .run(null);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
