package dev.atocore.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store as it was, page by page, whatever the clock did. */
class PastMemoriesTest {
  private static final Change ANN = Change.by("ann");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void place() {
    file = folder.resolve("store.db");
  }

  @Test
  void pages_haveEachMemoryOnce_asItWasThen() throws Exception {
    Random random = new Random(6);
    try (MemoryStore store = MemoryStore.open(file)) {
      for (int i = 0; i < 60; i++) {
        NewMemory memory = NewMemory.of(MemoryType.KNOWLEDGE, "memory " + i);
        String id = store.memories().create(i % 3 == 0 ? memory.project("p") : memory, ANN).id();
        for (int change = random.nextInt(3); change > 0; change--) {
          store.memories().reinforce(id, 0.01, ANN);
        }
      }
    }
    List<String> times = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      times.add(
          "UPDATE memory_audit SET timestamp = '%s' WHERE id = %d"
              .formatted(at(random.nextInt(20)), i));
    }
    // No memory has an entry that is older than the one before it.
    times.add(
        "UPDATE memory_audit SET timestamp = (SELECT max(b.timestamp) FROM memory_audit b WHERE"
            + " b.memory_id = memory_audit.memory_id AND b.version <= memory_audit.version)");
    asOtherProgram(times);
    try (MemoryStore store = MemoryStore.open(file)) {
      List<AuditEntry> log = store.audit().recent(AuditFilter.ALL, 1_000, null).entries();
      for (int second = 0; second <= 20; second++) {
        for (MemoryFilter filter : List.of(MemoryFilter.ALL, MemoryFilter.ALL.project("p"))) {
          assertThat(all(store, at(second), filter))
              .isEqualTo(expected(log, at(second), filter.project()));
        }
      }
      assertThatThrownBy(
              () -> store.memories().listAsOf(Instant.now(), MemoryFilter.ALL, 5, "4711"))
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void pageForWhichTooManyWereLookedAt_saysWhereToGoOn() throws Exception {
    String id;
    try (MemoryStore store = MemoryStore.open(file)) {
      id = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "x").project("p"), ANN).id();
    }
    asOtherProgram(
        List.of(
            "INSERT INTO memory_audit (id, memory_id, version, action, actor, timestamp, hash) WITH"
                + " RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50500)"
                + " SELECT i + 1, 'm' || i, 1, 'created', 'ann', '2026-12-01T00:00:00.000000Z',"
                + " x'00' FROM n",
            "UPDATE memory_audit SET timestamp = '2026-11-01T00:00:00.000000Z' WHERE id = 1"));
    try (MemoryStore store = MemoryStore.open(file)) {
      MemoryFilter filter = MemoryFilter.ALL.project("p");
      Instant now = Instant.parse("2026-12-02T00:00:00Z");
      MemoryPage first = store.memories().listAsOf(now, filter, 5, null);
      assertThat(first.memories()).isEmpty();
      assertThat(first.next()).isNotNull();
      MemoryPage second = store.memories().listAsOf(now, filter, 5, first.next());
      assertThat(second.memories()).extracting(Memory::id).containsExactly(id);
      assertThat(second.next()).isNull();
    }
  }

  private static List<String> all(MemoryStore store, String until, MemoryFilter filter) {
    List<String> all = new ArrayList<>();
    String next = null;
    do {
      MemoryPage page = store.memories().listAsOf(Instant.parse(until), filter, 7, next);
      page.memories().forEach(memory -> all.add(memory.id() + " " + memory.version()));
      next = page.next();
    } while (next != null);
    return all;
  }

  private static List<String> expected(
      List<AuditEntry> log, String until, @Nullable String project) {
    Map<String, AuditEntry> firsts = new LinkedHashMap<>();
    Map<String, AuditEntry> newest = new LinkedHashMap<>();
    for (AuditEntry entry : log) {
      if (entry.timestamp().compareTo(until) <= 0) {
        firsts.merge(entry.memoryId(), entry, (a, b) -> a.version() < b.version() ? a : b);
        newest.merge(entry.memoryId(), entry, (a, b) -> a.version() > b.version() ? a : b);
      }
    }
    return firsts.values().stream()
        .sorted(
            Comparator.comparing(AuditEntry::timestamp).thenComparing(AuditEntry::id).reversed())
        .map(first -> newest.get(first.memoryId()))
        .filter(entry -> project == null || project.equals(entry.project()))
        .map(entry -> entry.memoryId() + " " + entry.version())
        .toList();
  }

  private static String at(int second) {
    return "2026-12-01T00:00:%02d.000000Z".formatted(second);
  }

  private void asOtherProgram(List<String> statements) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement()) {
      sql.execute("DROP TRIGGER memory_audit_no_update");
      for (String statement : statements) {
        sql.execute(statement);
      }
    }
  }
}
