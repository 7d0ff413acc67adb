package dev.atocore.integrity.checks.postgres;

import dev.atocore.integrity.OnPostgres;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.checks.AllChecksContract;
import dev.atocore.integrity.checks.log.LogChecksContract;
import dev.atocore.integrity.checks.memory.MemoryChecksContract;
import dev.atocore.integrity.checks.memory.VectorDriftContract;
import dev.atocore.integrity.checks.reference.ReferenceChecksContract;
import dev.atocore.integrity.checks.routine.RoutineChecksContract;
import org.junit.jupiter.api.Nested;

/** The checks that every database has, on PostgreSQL. */
@OnPostgres
class PostgresChecksTest {
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
  }

  @Nested
  class Log extends LogChecksContract {
    Log(StoreFixture fixture) {
      super(fixture);
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
