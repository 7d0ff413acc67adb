package dev.atocore.server.http;

/**
 * The threads that a handler runs on. Writers queue for SQLite's one write lock and an integrity
 * run takes seconds; on lanes of their own neither delays a reader.
 */
public enum Lane {
  /** For what only reads and is over in milliseconds. */
  READ,
  /** For what changes the store. */
  WRITE,
  /** For what takes seconds; one at a time. */
  LONG
}
