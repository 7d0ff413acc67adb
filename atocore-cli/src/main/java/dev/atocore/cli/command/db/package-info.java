/**
 * The commands on the store itself, one class each. {@link dev.atocore.cli.db.StoreStatus} tells
 * where it stands. The others make it, move its schema, and copy it.
 */
@NullMarked
package dev.atocore.cli.command.db;

import org.jspecify.annotations.NullMarked;
