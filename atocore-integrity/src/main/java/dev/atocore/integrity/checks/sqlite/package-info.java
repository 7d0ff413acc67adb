/**
 * Checks of a store that is a file of SQLite: its pages, schema, search index, modes, disk and
 * backups. The entry type is {@link dev.atocore.integrity.checks.sqlite.StoreCorrupt}. A store of
 * another database goes without them.
 */
@NullMarked
package dev.atocore.integrity.checks.sqlite;

import org.jspecify.annotations.NullMarked;
