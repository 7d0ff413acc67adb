/**
 * Checks of a store behind a server of PostgreSQL: what {@code checks.sqlite} looks at in a file,
 * and what only a server has: grants, replicas, numbers of transactions that run out.
 */
@NullMarked
package dev.atocore.integrity.checks.postgres;

import org.jspecify.annotations.NullMarked;
