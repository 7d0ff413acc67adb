package dev.atocore.core.store;

/** What the database of a store can do and not every database can. */
public enum Capability {
  /** The store is a file: it has a size, a mode and a disk. */
  FILES,
  /** Changes wait in a write-ahead log beside the file. */
  WAL,
  /** It writes a consistent copy of the store into a file. */
  BACKUP,
  /** It takes what is deleted out of the files themselves. */
  SCRUB,
  /** Rows of tables that the audit log does not vouch for carry a digest. */
  DIGESTED_ROWS,
  /** It checks its own structure, indexes and pages. */
  INTERNAL_CHECK,
  /** It keeps the text that made each table, index and trigger. */
  SCHEMA_TEXT,
  /** It lies behind a server, which has logins, grants, replicas and backups of its own. */
  SERVER
}
