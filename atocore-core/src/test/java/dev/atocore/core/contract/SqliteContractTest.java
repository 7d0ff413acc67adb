package dev.atocore.core.contract;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contracts on SQLite. */
class SqliteContractTest {
  @RegisterExtension
  static final TestPlaces PLACES =
      new TestPlaces(folder -> new SqliteTestStore(folder.resolve("store.db")));

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
  class Bulk extends BulkContract {
    @Override
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void linesOfOneImport_areTakenAsEachWouldBeByItself(long seed) {
      super.linesOfOneImport_areTakenAsEachWouldBeByItself(seed);
    }

    @Override
    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void candidatesOfOneSweep_arePromotedAsEachWouldBeByItself(long seed) {
      super.candidatesOfOneSweep_arePromotedAsEachWouldBeByItself(seed);
    }

    @Override
    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void changesOfGroups_areWhatTheyWouldBeOneByOne(long seed) {
      super.changesOfGroups_areWhatTheyWouldBeOneByOne(seed);
    }
  }

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
