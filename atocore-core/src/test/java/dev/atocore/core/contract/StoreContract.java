package dev.atocore.core.contract;

import dev.atocore.core.MemoryStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An empty store, opened for each test. */
abstract class StoreContract {
  /** For the files of a test. */
  @TempDir Path folder;

  TestStore place;
  MemoryStore store;

  @BeforeEach
  void openStore(TestPlaces places) {
    place = places.in(folder.resolve("deep"));
    store = place.open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }
}
