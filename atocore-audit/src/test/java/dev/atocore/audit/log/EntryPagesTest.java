package dev.atocore.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.atocore.audit.TestLog;
import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntryPagesTest {
  private TestLog log;
  private EntryPages pages;

  /** Ids 1 to 12: memories a, b and c in turn, actors ana and bob in turn. */
  @BeforeEach
  void fill() throws SQLException, IOException {
    log = new TestLog();
    pages = new EntryPages(log.sql());
    for (int i = 0; i < 12; i++) {
      log.append(List.of("a", "b", "c").get(i % 3), i % 2 == 0 ? "ana" : "bob");
    }
  }

  @AfterEach
  void close() throws SQLException {
    log.close();
  }

  @Test
  void pagesOfHistory_areOldestFirstWithoutGapsOrDoubles() {
    assertThat(allPages(after -> pages.history("b", AuditFilter.ALL, 3, after), 3))
        .extracting(AuditEntry::version)
        .containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void pagesOfRecent_areNewestFirstAlsoWhileEntriesArrive() throws SQLException {
    AuditPage first = pages.recent(AuditFilter.ALL, 5, null);
    log.append("d", "eve");
    AuditPage second = pages.recent(AuditFilter.ALL, 5, first.next());
    AuditPage third = pages.recent(AuditFilter.ALL, 5, second.next());

    assertThat(first.entries()).extracting(AuditEntry::id).containsExactly(12L, 11L, 10L, 9L, 8L);
    assertThat(second.entries()).extracting(AuditEntry::id).containsExactly(7L, 6L, 5L, 4L, 3L);
    assertThat(third.entries()).extracting(AuditEntry::id).containsExactly(2L, 1L);
    assertThat(third.next()).isNull();
  }

  @Test
  void lastPageThatIsFull_hasNoNext() {
    assertThat(pages.history("a", AuditFilter.ALL, 4, null).next()).isNull();
  }

  @Test
  void textThatIsNoCursor_isRefused() {
    assertThatThrownBy(() -> pages.recent(AuditFilter.ALL, 5, "next"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"next\" is no cursor");
  }

  @Test
  void filter_restrictsPagesAndExportAsItMatchesEntries() {
    AuditFilter filter =
        new AuditFilter(
            "bob",
            AuditAction.UPDATED,
            "shop",
            null,
            Instant.parse(TestLog.at(4)),
            Instant.parse(TestLog.at(11)));

    List<AuditEntry> exported = new ArrayList<>();
    pages.export(filter, 0, exported::add);
    assertThat(exported).extracting(AuditEntry::id).containsExactly(4L, 6L, 8L, 10L);
    assertThat(exported).allMatch(filter::matches);
    assertThat(allPages(after -> pages.recent(filter, 3, after), 3))
        .extracting(AuditEntry::id)
        .containsExactly(10L, 8L, 6L, 4L);
  }

  @Test
  void export_goesOnAfterAnId() {
    List<AuditEntry> exported = new ArrayList<>();
    pages.export(AuditFilter.ALL, 9, exported::add);
    assertThat(exported).extracting(AuditEntry::id).containsExactly(10L, 11L, 12L);
  }

  @Test
  void counts_areByGroup() {
    assertThat(pages.count()).isEqualTo(12);
    assertThat(pages.count(AuditGrouping.ACTION, AuditFilter.ALL))
        .containsExactly(entry("updated", 9L), entry("created", 3L));
    assertThat(pages.count(AuditGrouping.DAY, AuditFilter.ALL))
        .containsExactly(entry("2026-01-01", 12L));
  }

  @Test
  void prunableEntries_areThoseWhoseNextVersionIsOldToo() {
    List<AuditEntry> prunable = new ArrayList<>();
    pages.prunable(TestLog.at(8), prunable::add);
    assertThat(prunable).extracting(AuditEntry::id).containsExactly(1L, 2L, 3L, 4L);
    assertThat(pages.hasPrunable(TestLog.at(4))).isFalse();
  }

  private static List<AuditEntry> allPages(Function<@Nullable String, AuditPage> page, int limit) {
    List<AuditEntry> all = new ArrayList<>();
    String next = null;
    do {
      AuditPage one = page.apply(next);
      assertThat(one.entries()).hasSizeBetween(1, limit);
      all.addAll(one.entries());
      next = one.next();
    } while (next != null);
    return all;
  }
}
