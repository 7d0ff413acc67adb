package dev.atocore.server.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditGrouping;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFiguresTest {
  private static final Change SOMEONE = Change.by("someone");

  @TempDir Path folder;

  /** Counting anew each time, and following the log. */
  @ParameterizedTest
  @ValueSource(longs = {0, 3_600_000_000_000L})
  void counts_areThoseOfTheStore_afterEachChange(long quickNanos) {
    try (MemoryStore store = MemoryStore.open(folder.resolve("store.db"))) {
      StoreFigures figures = new StoreFigures(store, Duration.ofNanos(quickNanos));
      Random random = new Random(7);
      for (int i = 0; i < 60; i++) {
        change(store, random, i);
        assertThat(figures.byStatus()).isEqualTo(store.memories().countByStatus());
        assertThat(figures.byAction())
            .isEqualTo(store.audit().count(AuditGrouping.ACTION, AuditFilter.ALL));
      }
      assertThat(figures.waiting())
          .isEqualTo(store.memories().count(new MemoryFilter(MemoryStatus.CANDIDATE, null, null)));
    }
  }

  @Test
  void counts_showWhatOtherProgramsWrote_whereCountingIsQuick() throws SQLException {
    Path file = folder.resolve("store.db");
    try (MemoryStore store = MemoryStore.open(file)) {
      StoreFigures figures = new StoreFigures(store, Duration.ofHours(1));
      assertThat(figures.waiting()).isZero();
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            "INSERT INTO memories (id, type, content, status) VALUES ('x', 'knowledge', 'x',"
                + " 'candidate')");
      }
      assertThat(figures.waiting()).isEqualTo(1);
    }
  }

  @Test
  void days_areThoseOfTheLog_withAndWithoutChanges() throws SQLException {
    Path file = folder.resolve("store.db");
    try (MemoryStore store = MemoryStore.open(file)) {
      String old = LocalDate.now(ZoneOffset.UTC).minusDays(3).toString();
      Memory first = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "Old"), SOMEONE);
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement()) {
        statement.execute("DROP TRIGGER memory_audit_no_update");
        statement.executeUpdate("UPDATE memory_audit SET timestamp = '" + old + "T12:00:00.000Z'");
      }
      StoreFigures figures = new StoreFigures(store);
      assertThat(figures.byDay())
          .hasSize(StoreFigures.DAYS)
          .filteredOn(day -> day.total() > 0)
          .containsExactly(new Figures.Day(old, Map.of("created", 1L)));
      store.memories().promote(first.id(), SOMEONE);
      store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "New"), SOMEONE);
      assertThat(figures.byDay())
          .filteredOn(day -> day.total() > 0)
          .extracting(Figures.Day::actions)
          .containsExactly(Map.of("created", 1L), Map.of("promoted", 1L, "created", 1L));
      assertThat(new StoreFigures(store).byDay()).isEqualTo(figures.byDay());
    }
  }

  private static void change(MemoryStore store, Random random, int number) {
    List<Memory> candidates =
        store
            .memories()
            .list(new MemoryFilter(MemoryStatus.CANDIDATE, null, null), 5, null)
            .memories();
    int kind = random.nextInt(4);
    if (candidates.isEmpty() || kind < 2) {
      store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "Number " + number), SOMEONE);
    } else if (kind == 2) {
      store.memories().promote(candidates.get(0).id(), SOMEONE);
    } else {
      store.memories().reject(candidates.get(0).id(), SOMEONE);
    }
  }
}
