package dev.atocore.core.contract;

import dev.atocore.core.MemoryStore;

/** A place for one store in the database under test. */
interface TestStore {
  /** Opens the store, and makes it the first time. */
  MemoryStore open();

  /** A place for another store. */
  TestStore another(String name);

  /**
   * Runs statements as a program that knows nothing of AtoCore, past the guards of the log: what
   * stops an honest program is taken away before.
   */
  void asOtherProgram(String... statements);
}
