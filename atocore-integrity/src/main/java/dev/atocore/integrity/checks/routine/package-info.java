/**
 * Checks that compare with earlier runs: a nightly run that no longer comes, tables that have
 * shrunk. The entry type is {@link dev.atocore.integrity.checks.routine.RunLate}. Nothing here is
 * exported; {@code Checks} names them.
 */
@NullMarked
package dev.atocore.integrity.checks.routine;

import org.jspecify.annotations.NullMarked;
