package dev.atocore.core.store;

/** Where a store lies. */
public sealed interface StoreLocation permits StoreFile, StoreUrl {
  /** The same place, whatever the working folder is later. */
  StoreLocation absolute();
}
