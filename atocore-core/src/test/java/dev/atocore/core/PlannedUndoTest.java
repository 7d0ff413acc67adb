package dev.atocore.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.bulk.UndoReport;
import dev.atocore.core.bulk.UndoRequest;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan of what undoing would do needs no lock that a writer may hold. */
class PlannedUndoTest {
  @TempDir Path folder;

  @Test
  void plan_isMadeWhileAnotherProgramWrites() throws Exception {
    Path file = folder.resolve("store.db");
    try (MemoryStore store = MemoryStore.open(file);
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = other.createStatement()) {
      Change agent = Change.by("agent-7");
      store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "x"), agent);
      sql.execute("BEGIN IMMEDIATE");
      sql.execute("UPDATE memories SET confidence = 0.9");

      UndoRequest request = new UndoRequest("agent-7", Instant.EPOCH, null, false);
      assertThat(store.memories().undo(request, Change.by("ines"), true, outcome -> {}))
          .isEqualTo(new UndoReport(1, 0, 0, 0));
      sql.execute("ROLLBACK");
    }
  }
}
