package dev.atocore.core.store;

import java.nio.file.Path;

/** Where a store lies. */
public sealed interface StoreLocation permits StoreFile, StoreUrl {
  /** The one name of the place, whatever it was called and the working folder is later. */
  StoreLocation canonical();

  /** What tells the place from others, for programs: it holds no secret. */
  String name();

  /**
   * The file of ours with that ending that belongs to the store: beside a file, and for a URL in a
   * folder of this machine. Neither need be there.
   */
  Path beside(String ending);
}
