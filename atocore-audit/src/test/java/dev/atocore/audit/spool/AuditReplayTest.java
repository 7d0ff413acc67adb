package dev.atocore.audit.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.TestLog;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.verify.ChainRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditReplayTest {
  @TempDir Path folder;
  private TestLog log;
  private AuditSpool spool;
  private AuditReplay replay;

  @BeforeEach
  void open() throws SQLException, IOException {
    log = new TestLog();
    spool = new AuditSpool(folder.resolve("store.db.audit-spool.ndjson"));
    replay = new AuditReplay(log.sql(), log.entries(), spool);
    log.append("a", "ana");
  }

  @AfterEach
  void close() throws SQLException {
    log.close();
  }

  @Test
  void spooledEntries_areReadAsTheyWereAppended() throws SQLException, IOException {
    assertThat(spool.isEmpty()).isTrue();
    assertThat(spool.stamp()).isEmpty();
    List<AuditEntry> entries = List.of(log.change("a", "ana", 2), log.change("b", "bob", 7));
    spool.append(entries.subList(0, 1));
    spool.append(entries.subList(1, 2));

    assertThat(spool.isEmpty()).isFalse();
    assertThat(spool.stamp()).isNotEmpty();
    assertThat(spool.read()).isEqualTo(new AuditSpool.Content(entries, List.of()));
    assertThat(spool.largestId()).isEqualTo(7);
  }

  @Test
  void replayTwice_isReplayOnce() throws SQLException, IOException {
    AuditEntry second = log.change("a", "ana", 2);
    AuditEntry third = log.change("a", "bob", 3);
    spool.append(List.of(second, third));

    assertThat(replay.insert())
        .isEqualTo(new ReplayReport(List.of(second, third), List.of(), List.of(), List.of(), 0));
    assertThat(replay.insert())
        .isEqualTo(new ReplayReport(List.of(), List.of(third, second), List.of(), List.of(), 0));
    replay.settle();
    assertThat(spool.isEmpty()).isTrue();
    assertThat(replay.insert()).isEqualTo(ReplayReport.NOTHING);
    assertThat(log.entries().between(1, 9, 10)).hasSize(3).contains(second, third);
    assertThat(log.verify(ChainRange.ALL).problems()).isEmpty();
  }

  @Test
  void replayInParts_insertsEachEntryOnce_andPassesOverWhatFitsNoMore()
      throws SQLException, IOException {
    AuditEntry second = log.change("a", "ana", 2);
    AuditEntry third = log.change("a", "bob", 3);
    AuditEntry fourth = log.change("a", "ana", 4);
    spool.append(List.of(second, third, fourth));
    ReplayReport sorted = replay.sort();
    assertThat(sorted.restored()).containsExactly(second, third, fourth);
    assertThat(log.entries().between(1, 9, 10)).hasSize(1);
    AuditReplay.Fitting fitting = new AuditReplay.Fitting(sorted.restored());

    AuditReplay.Part first = replay.insert(fitting, 0, () -> true);
    assertThat(first).isEqualTo(new AuditReplay.Part(List.of(second), 1));
    // Another process has done the rest meanwhile.
    log.entries().insert(third);
    assertThat(replay.insert(fitting, first.next(), () -> false))
        .isEqualTo(new AuditReplay.Part(List.of(fourth), 3));

    replay.settle();
    assertThat(spool.isEmpty()).isTrue();
    assertThat(log.verify(ChainRange.ALL).problems()).isEmpty();
  }

  @Test
  void entryThatNeverCommittedAndTornLine_areSetAside() throws SQLException, IOException {
    AuditEntry never = log.uncommitted("a", "ana", 2);
    AuditEntry committed = log.change("a", "bob", 2);
    spool.append(List.of(never, committed));
    Files.writeString(spool.file(), "{\"id\":3,\"mem", StandardOpenOption.APPEND);

    ReplayReport report = replay.insert();
    replay.settle();

    assertThat(report)
        .isEqualTo(new ReplayReport(List.of(committed), List.of(), List.of(never), List.of(), 1));
    assertThat(spool.isEmpty()).isTrue();
    assertThat(spool.readAborted())
        .isEqualTo(new AuditSpool.Content(List.of(never), List.of("{\"id\":3,\"mem")));
  }

  @Test
  void entryWhosePlaceCannotBeTold_waits() throws SQLException, IOException {
    log.change("b", "ana", 2);
    AuditEntry second = log.change("b", "ana", 3);
    log.execute("DELETE FROM memories WHERE id = 'b'");
    spool.append(List.of(second));

    assertThat(replay.insert().pending()).containsExactly(second);
    replay.settle();
    assertThat(spool.read().entries()).containsExactly(second);
  }

  @Test
  void redaction_erasesBodiesThatWait() throws SQLException, IOException {
    AuditEntry kept = log.change("a", "ana", 2);
    AuditEntry erased = log.change("b", "ana", 3);
    spool.append(List.of(kept, erased));

    assertThat(spool.redact("b", entry -> false)).isEqualTo(1);
    assertThat(spool.read().entries()).containsExactly(kept, erased.redact());
    assertThat(spool.redact("b", entry -> false)).isZero();
    assertThat(spool.redact("a", kept::equals)).isZero();
  }
}
