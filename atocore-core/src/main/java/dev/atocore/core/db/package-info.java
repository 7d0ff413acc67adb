/**
 * Connections and transactions, whatever the database. {@link dev.atocore.core.db.Database} asks
 * for what differs between kinds of databases, and each kind is a package below this one. For this
 * module and the checks only.
 */
@NullMarked
package dev.atocore.core.db;

import org.jspecify.annotations.NullMarked;
