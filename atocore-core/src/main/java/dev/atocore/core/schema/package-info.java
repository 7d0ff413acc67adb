/**
 * The schema of a store: {@link dev.atocore.core.schema.Schema} makes it, reports its version and
 * moves it up and down. The scripts and the place of the version are the database's. A store is
 * only opened when its schema is this library's.
 */
@NullMarked
package dev.atocore.core.schema;

import org.jspecify.annotations.NullMarked;
