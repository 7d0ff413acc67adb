/**
 * Stores in SQLite files. {@link dev.atocore.core.db.sqlite.SqliteDatabase} is the entry. All that
 * knows the driver, PRAGMA, FTS5, VACUUM, the write-ahead log or the file of a store is here, with
 * the scripts that make its schema.
 */
@NullMarked
package dev.atocore.core.db.sqlite;

import org.jspecify.annotations.NullMarked;
