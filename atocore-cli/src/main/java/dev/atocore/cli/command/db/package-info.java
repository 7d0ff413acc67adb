/**
 * The commands on the store itself, one class each. {@link dev.atocore.cli.command.db.StoreStatus}
 * reports on its schema and size. The others make it, move its schema, and copy it.
 */
@NullMarked
package dev.atocore.cli.command.db;

import org.jspecify.annotations.NullMarked;
