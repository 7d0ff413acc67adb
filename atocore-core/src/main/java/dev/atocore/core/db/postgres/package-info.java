/**
 * Stores in PostgreSQL. {@link dev.atocore.core.db.postgres.PostgresDatabase} is the entry. All
 * that knows the driver, advisory locks, tsvector or SQLSTATE is here, with the scripts that make
 * the schema.
 */
@NullMarked
package dev.atocore.core.db.postgres;

import org.jspecify.annotations.NullMarked;
