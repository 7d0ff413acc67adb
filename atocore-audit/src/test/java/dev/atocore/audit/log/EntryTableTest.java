package dev.atocore.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.TestLog;
import dev.atocore.audit.entry.AuditEntry;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntryTableTest {
  private TestLog log;
  private EntryTable entries;

  @BeforeEach
  void open() throws SQLException, IOException {
    log = new TestLog();
    entries = log.entries();
  }

  @AfterEach
  void close() throws SQLException {
    log.close();
  }

  @Test
  void entry_isReadAsItWasWritten() throws SQLException {
    AuditEntry first = log.append("a", "ana");
    AuditEntry second = log.append("a", "bob");

    assertThat(entries.find(1)).contains(first);
    assertThat(entries.find("a", 2)).contains(second);
    assertThat(second.prevHash()).isEqualTo(first.hash());
    assertThat(entries.maxId()).isEqualTo(2);
    assertThat(entries.find("a", 3)).isEmpty();
    assertThat(entries.find("b", 1)).isEmpty();
  }

  @Test
  void manyEntries_areWrittenInOneStatement() throws SQLException {
    List<AuditEntry> many = new ArrayList<>();
    for (int i = 1; i <= EntryTable.BATCH; i++) {
      many.add(log.change("m", "ana", i));
    }
    entries.insert(many);

    List<AuditEntry> history = new ArrayList<>();
    entries.history("m", history::add);
    assertThat(history).isEqualTo(many);
  }

  @Test
  void entriesBetweenTwoIds_comeInOrderAndNoMoreThanAskedFor() throws SQLException {
    for (int i = 0; i < 6; i++) {
      log.append(i % 2 == 0 ? "a" : "b", "ana");
    }

    assertThat(entries.between(2, 5, 3)).extracting(AuditEntry::id).containsExactly(2L, 3L, 4L);
    assertThatThrownBy(() -> entries.between(2, 5, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void newestAndThatOfATime_areTheRightVersions() throws SQLException {
    log.append("a", "ana");
    log.append("b", "ana");
    AuditEntry second = log.append("a", "bob");

    assertThat(entries.findNewest("a")).contains(second);
    assertThat(entries.findAsOf("a", TestLog.at(2)).orElseThrow().version()).isEqualTo(1);
    assertThat(entries.findAsOf("a", TestLog.at(3))).contains(second);
    assertThat(entries.findAsOf("a", TestLog.at(0))).isEmpty();
  }

  @Test
  void laterChange_isSomeoneElsesOrAfterTheSpan() throws SQLException {
    log.append("a", "ana");
    log.append("a", "ana");
    assertThat(entries.findLaterChange("a", 1, "ana", null)).isEmpty();
    assertThat(entries.findLaterChange("a", 1, "ana", TestLog.at(2)).orElseThrow().id())
        .isEqualTo(2);

    log.append("a", "bob");
    assertThat(entries.findLaterChange("a", 1, "ana", null).orElseThrow().actor()).isEqualTo("bob");
  }

  @Test
  void entryThatIsThere_isNeverReplacedChangedOrDeleted() throws SQLException {
    AuditEntry entry = log.append("a", "ana");

    assertThatThrownBy(() -> entries.insert(entry)).hasMessageContaining("append-only");
    assertThatThrownBy(() -> log.execute("UPDATE memory_audit SET actor = 'eve'"))
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> log.execute("DELETE FROM memory_audit"))
        .hasMessageContaining("append-only");
    assertThat(entries.find(1)).contains(entry);
  }
}
