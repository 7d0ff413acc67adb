package dev.atocore.audit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.atocore.audit.TestLog;
import dev.atocore.audit.TestLog.Found;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.verify.AuditNotice;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.audit.verify.AuditProblem.Verdict;
import dev.atocore.audit.verify.ChainRange;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditErasuresTest {
  private TestLog log;
  private AuditErasures erasures;

  @BeforeEach
  void fill() throws SQLException, IOException {
    log = new TestLog();
    erasures = new AuditErasures(log.sql());
    for (int i = 0; i < 3; i++) {
      log.append("a", "ana");
    }
  }

  @AfterEach
  void close() throws SQLException {
    log.close();
  }

  @Test
  void redactedEntries_keepTheirHashesAndAreOnRecord() throws SQLException {
    Erasure.Redaction redaction =
        new Erasure.Redaction("a", 2, 2, "officer", "a request", "r1", TestLog.at(9));
    erasures.record(redaction);
    erasures.redact(log.entries().between(1, 2, 10));

    AuditEntry first = log.entries().find(1).orElseThrow();
    assertThat(first.redacted()).isTrue();
    assertThat(first.after()).isNull();
    assertThat(first.salt()).isNull();
    assertThat(first.computeHash()).isEqualTo(first.hash());
    assertThat(erasures.all()).containsExactly(redaction);
    Found found = log.verify(ChainRange.ALL);
    assertThat(found.problems()).isEmpty();
    assertThat(found.report().redacted()).isEqualTo(2);
    assertThat(found.notices())
        .extracting(AuditNotice::kind)
        .containsExactly(AuditNotice.Kind.REDACTED, AuditNotice.Kind.REDACTED);
  }

  @Test
  void prunedEntries_keepTheirHashesAndAreOnRecord() throws SQLException {
    Erasure.Pruning pruning =
        new Erasure.Pruning(TestLog.at(3), 2, "x", "00ff", 2, "ana", null, null, TestLog.at(9));
    erasures.record(pruning);
    erasures.prune(log.entries().between(1, 2, 10));

    assertThat(erasures.all()).containsExactly(pruning);
    assertThat(log.entries().between(1, 3, 10))
        .extracting(AuditEntry::pruned)
        .containsExactly(true, true, false);
    Found found = log.verify(ChainRange.ALL);
    assertThat(found.problems()).isEmpty();
    assertThat(found.report().pruned()).isEqualTo(2);
  }

  @Test
  void bodies_areNotErasedBeforeThatIsOnRecord() throws SQLException {
    List<AuditEntry> all = log.entries().between(1, 3, 10);
    assertThatThrownBy(() -> erasures.redact(all)).hasMessageContaining("append-only");
    erasures.record(new Erasure.Redaction("a", 1, 1, "officer", null, null, TestLog.at(9)));
    assertThatThrownBy(() -> erasures.prune(all)).hasMessageContaining("append-only");

    log.disarm();
    erasures.redact(all);
    assertThat(log.verify(ChainRange.ALL).problems())
        .extracting(AuditProblem::verdict, AuditProblem::version)
        .containsExactly(tuple(Verdict.ALTERED, 2L), tuple(Verdict.ALTERED, 3L));
  }
}
