package dev.atocore.audit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.TestLog;
import dev.atocore.audit.TestLog.Found;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.verify.AuditNotice;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.audit.verify.AuditProblem.Verdict;
import dev.atocore.audit.verify.ChainRange;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditGapsTest {
  private TestLog log;
  private AuditGaps gaps;
  private AuditEntry lost;

  /** Version 2 of three has no entry. */
  @BeforeEach
  void fill() throws SQLException, IOException {
    log = new TestLog();
    gaps = new AuditGaps(log.sql());
    log.append("a", "ana");
    lost = log.change("a", "bob", 2);
    log.entries().insert(log.change("a", "ana", 3));
  }

  @AfterEach
  void close() throws SQLException {
    log.close();
  }

  @Test
  void lostEntry_isOnRecordWithWhatIsKnownOfItAndStaysMissing() throws SQLException {
    AuditGap gap = AuditGap.lost(lost, "disk full");
    gaps.record(gap);

    assertThat(gaps.all()).containsExactly(gap);
    assertThat(Objects.requireNonNull(gaps.lost("a", 2)).hash()).isEqualTo(lost.hash());
    assertThat(gaps.lost("a", 1)).isNull();
    assertThat(log.verify(ChainRange.ALL).problems())
        .extracting(AuditProblem::verdict)
        .containsExactly(Verdict.MISSING);
  }

  @Test
  void acknowledgedGap_isANoticeAndNoProblem() throws SQLException {
    gaps.record(AuditGap.acknowledged("a", 2, "officer", "seen", null, TestLog.at(9)));

    assertThat(AuditGaps.acknowledged(gaps.all()).get("a")).containsExactly(2L);
    Found found = log.verify(ChainRange.ALL);
    assertThat(found.problems()).isEmpty();
    assertThat(found.report().acknowledged()).isEqualTo(1);
    assertThat(found.notices())
        .extracting(AuditNotice::kind)
        .containsExactly(AuditNotice.Kind.ACKNOWLEDGED);
  }

  @Test
  void record_isNeitherDoubledNorTakenBack() throws SQLException {
    AuditGap gap = AuditGap.acknowledged("a", 2, "officer", null, null, TestLog.at(9));
    gaps.record(gap);
    assertThatThrownBy(() -> gaps.record(gap)).hasMessageContaining("append-only");
    assertThatThrownBy(() -> log.execute("DELETE FROM audit_gaps"))
        .hasMessageContaining("append-only");
  }
}
