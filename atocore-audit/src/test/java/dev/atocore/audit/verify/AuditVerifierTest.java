package dev.atocore.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.atocore.audit.TestLog;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.audit.verify.AuditProblem.Verdict;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditVerifierTest {
  private TestLog log;

  /** Ids 1 to 9: three versions of each of a, b and c, in turn. */
  @BeforeEach
  void fill() throws SQLException, IOException {
    log = new TestLog();
    for (int i = 0; i < 9; i++) {
      log.append(List.of("a", "b", "c").get(i % 3), "ana");
    }
    log.disarm();
  }

  @AfterEach
  void close() throws SQLException {
    log.close();
  }

  @Test
  void untouchedLog_verifies() throws SQLException {
    VerifyReport report = log.verify(ChainRange.ALL).report();
    assertThat(report)
        .isEqualTo(new VerifyReport(3, 9, 0, 0, 0, 0, 1, 9, TestLog.at(1), TestLog.at(9)));
    assertThat(report.ok()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "action = 'created'",
        "actor = 'eve'",
        "project = NULL",
        "before_json = '{}'",
        "after_json = '{}'",
        "note = ''",
        "timestamp = '2026-01-01T00:00:05.000001Z'",
        "request_id = NULL",
        "salt = zeroblob(16)",
        "salt = NULL",
        "prev_hash = zeroblob(32)",
        "hash = zeroblob(32)",
        "before_digest = zeroblob(32)",
        "after_digest = zeroblob(32)",
        "note_digest = zeroblob(32)"
      })
  void alteredColumn_isFoundAtItsEntryAlone(String change) throws SQLException {
    log.execute("UPDATE memory_audit SET " + change + " WHERE id = 5");
    assertThat(problems())
        .extracting(AuditProblem::verdict, AuditProblem::memoryId, AuditProblem::entryId)
        .containsExactly(tuple(Verdict.ALTERED, "b", 5L));
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE FROM memory_audit WHERE id = 2, MISSING, 1, 1",
    "DELETE FROM memory_audit WHERE id = 5, MISSING, 2, 2",
    "DELETE FROM memory_audit WHERE id = 5 OR id = 8, TRUNCATED, 2, 3",
    "DELETE FROM memory_audit WHERE memory_id = 'b', MISSING, 1, 3",
  })
  void deletedEntries_areMissingOrCutOff(String change, Verdict verdict, long from, long to)
      throws SQLException {
    log.execute(change);
    assertThat(problems())
        .extracting(
            AuditProblem::verdict,
            AuditProblem::memoryId,
            AuditProblem::version,
            AuditProblem::toVersion)
        .containsExactly(tuple(verdict, "b", from, to));
  }

  @ParameterizedTest
  @CsvSource({
    "UPDATE memories SET image = '{}' WHERE id = 'b', ROW_DRIFTED",
    "UPDATE memories SET version = 2 WHERE id = 'b', ROW_DRIFTED",
    "DELETE FROM memories WHERE id = 'b', ROW_DRIFTED",
    "UPDATE memories SET version = 4 WHERE id = 'b', TRUNCATED",
    "UPDATE memories SET audit_head = zeroblob(32) WHERE id = 'b', LINK_BROKEN",
  })
  void changedRow_isComparedWithItsNewestEntry(String change, Verdict verdict) throws SQLException {
    log.execute(change);
    assertThat(problems())
        .extracting(AuditProblem::verdict, AuditProblem::memoryId)
        .containsExactly(tuple(verdict, "b"));
  }

  @Test
  void secondEntryOfAVersion_isAFork() throws SQLException {
    log.execute("UPDATE memories SET version = 2 WHERE id = 'b'");
    AuditEntry fork = log.uncommitted("b", "eve", 10);
    log.execute("UPDATE memories SET version = 3 WHERE id = 'b'");
    log.execute("DROP INDEX memory_audit_memory_id");
    log.entries().insert(fork);

    assertThat(problems()).extracting(AuditProblem::verdict).contains(Verdict.FORKED);
    assertThat(problems()).allMatch(problem -> problem.memoryId().equals("b"));
  }

  @Test
  void entryThatWaitsInTheSpool_isPending() throws SQLException {
    AuditEntry waiting = log.change("b", "ana", 10);
    AuditSpool.Content spool = new AuditSpool.Content(List.of(waiting), List.of());

    assertThat(log.verify(ChainRange.ALL, spool).problems())
        .extracting(AuditProblem::verdict, AuditProblem::version)
        .containsExactly(tuple(Verdict.PENDING, 4L));
    assertThat(problems()).extracting(AuditProblem::verdict).containsExactly(Verdict.TRUNCATED);
  }

  @Test
  void middleOfTheChains_partsThem() {
    EntryChains chains = new EntryChains(log.sql());
    assertThat(chains.middle(10, 4)).isNull();
    assertThat(chains.middle(9, 4)).isEqualTo("b");
  }

  @Test
  void memoryIds_areInTheOrderOfCodePoints() {
    assertThat(EntryChains.compareByCodePoint("\uffee", "\ud83d\ude00")).isNegative();
    assertThat(EntryChains.compareByCodePoint("a", "ab")).isNegative();
    assertThat(EntryChains.compareByCodePoint("b", "ab")).isPositive();
  }

  private List<AuditProblem> problems() throws SQLException {
    return log.verify(ChainRange.ALL).problems();
  }
}
