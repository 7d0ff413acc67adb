package dev.atocore.integrity.checks.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.model.Memory;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.checks.AllChecksContract;
import dev.atocore.integrity.checks.log.LogChecksContract;
import dev.atocore.integrity.checks.memory.MemoryChecksContract;
import dev.atocore.integrity.checks.memory.VectorDriftContract;
import dev.atocore.integrity.checks.reference.ReferenceChecksContract;
import dev.atocore.integrity.checks.routine.RoutineChecksContract;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The checks that every database has, on SQLite. */
class SqliteChecksTest {
  @Nested
  class References extends ReferenceChecksContract {
    References(StoreFixture fixture) {
      super(fixture);
    }
  }

  @Nested
  class VectorDrift extends VectorDriftContract {
    VectorDrift(StoreFixture fixture) {
      super(fixture);
    }
  }

  @Nested
  class Memories extends MemoryChecksContract {
    Memories(StoreFixture fixture) {
      super(fixture);
    }

    @Test
    void badText_findsEachKind() {
      other.run("INSERT INTO memories (id, type, content) VALUES ('blob', 'knowledge', x'414243')");
      other.run(
          "INSERT INTO memories (id, type, content) VALUES ('nul', 'knowledge', 'a' || char(0) ||"
              + " 'b')");
      other.run(
          "INSERT INTO source_chunks (id, document_id, content) VALUES ('utf', 'doc-0',"
              + " CAST(x'41ff42' AS TEXT))");

      assertSubjects("bad-text", "blob", "nul", "utf");
    }

    @Test
    void domainViolation_findsWhatIsNoNumber() {
      other.run("UPDATE memories SET confidence = 'high' WHERE content = 'Never true.'");

      assertThat(fixture.run("domain-violation").count()).isEqualTo(1);
    }
  }

  @Nested
  class Log extends LogChecksContract {
    Log(StoreFixture fixture) {
      super(fixture);
    }

    @Test
    void memoryDrift_findsValuesOfAnotherClass() {
      for (String change :
          List.of(
              "confidence = 'high'",
              "confidence = x'00'",
              "reference_count = 'many'",
              "content = x'ff00'")) {
        findsDriftAfter(change);
      }
    }

    @Test
    void auditTamper_findsAnotherStorageClass() {
      Memory memory = fixture.candidate("Evidence.");
      other.run(
          "UPDATE memory_audit SET actor = CAST(actor AS BLOB) WHERE memory_id = ?", memory.id());

      assertSubjects(fixture.run("audit-tamper"), memory.id() + "@1");
    }
  }

  @Nested
  class Routine extends RoutineChecksContract {
    Routine(StoreFixture fixture) {
      super(fixture);
    }
  }

  @Nested
  class All extends AllChecksContract {
    All(StoreFixture fixture) {
      super(fixture);
    }
  }
}
