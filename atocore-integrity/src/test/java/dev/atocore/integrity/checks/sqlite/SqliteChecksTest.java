package dev.atocore.integrity.checks.sqlite;

import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.checks.log.LogChecksContract;
import dev.atocore.integrity.checks.memory.MemoryChecksContract;
import dev.atocore.integrity.checks.reference.ReferenceChecksContract;
import org.junit.jupiter.api.Nested;

/** The checks that every database has, on SQLite. */
class SqliteChecksTest {
  @Nested
  class References extends ReferenceChecksContract {
    References(StoreFixture fixture) {
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
}
