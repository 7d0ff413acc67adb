package dev.atocore.core.contract;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contracts on PostgreSQL. */
class PostgresContractTest {
  @RegisterExtension static final TestPlaces PLACES = new TestPlaces(PostgresTestStore::in);

  @Nested
  class Memories extends MemoriesContract {}

  @Nested
  class Repeat extends RepeatContract {}

  @Nested
  class Import extends ImportContract {}

  @Nested
  class Sweep extends SweepContract {}

  @Nested
  class Fields extends FieldsContract {}

  @Nested
  class Undo extends UndoContract {}

  @Nested
  class Bulk extends BulkContract {}

  @Nested
  class Log extends LogContract {}

  @Nested
  class Pruning extends PruningContract {}

  @Nested
  class Refusals extends RefusalContract {}

  @Nested
  class Search extends SearchContract {}

  @Nested
  class Sources extends SourcesContract {}

  @Nested
  class Recall extends RecallContract {}

  @Nested
  class Vectors extends VectorsContract {}

  @Nested
  class State extends StateContract {}
}
