package dev.atocore.core.contract;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** The contracts on PostgreSQL. */
class PostgresContractTest {
  private static TestStore in(Path folder) {
    return PostgresTestStore.in(folder.resolve("deep"));
  }

  @Nested
  class Memories extends MemoriesContract {
    @Override
    TestStore store() {
      return in(folder);
    }
  }

  @Nested
  class Repeat extends RepeatContract {
    @Override
    TestStore store() {
      return in(folder);
    }
  }

  @Nested
  class Import extends ImportContract {
    @Override
    TestStore store() {
      return in(folder);
    }
  }

  @Nested
  class Sweep extends SweepContract {
    @Override
    TestStore store() {
      return in(folder);
    }
  }

  @Nested
  class Fields extends FieldsContract {
    @Override
    TestStore store() {
      return in(folder);
    }
  }

  @Nested
  class Undo extends UndoContract {
    @Override
    TestStore store() {
      return in(folder);
    }
  }

  @Nested
  class Bulk extends BulkContract {
    @Override
    TestStore store() {
      return in(folder);
    }
  }

  @Nested
  class Log extends LogContract {
    @Override
    TestStore store() {
      return in(folder);
    }
  }

  @Nested
  class Pruning extends PruningContract {
    @Override
    TestStore store() {
      return in(folder);
    }
  }

  @Nested
  class Refusals extends RefusalContract {
    @Override
    TestStore store() {
      return in(folder);
    }
  }

  @Nested
  class Search extends SearchContract {
    @Override
    TestStore store() {
      return in(folder);
    }
  }

  @Nested
  class Sources extends SourcesContract {
    @Override
    TestStore store() {
      return in(folder);
    }
  }

  @Nested
  class Recall extends RecallContract {
    @Override
    TestStore store() {
      return in(folder);
    }
  }

  @Nested
  class State extends StateContract {
    @Override
    TestStore store() {
      return in(folder);
    }
  }
}
