package dev.atocore.core.store;

/** Where a store lies. */
public sealed interface StoreLocation permits StoreFile, StoreUrl {
  /** The one name of the place, whatever it was called and the working folder is later. */
  StoreLocation canonical();
}
