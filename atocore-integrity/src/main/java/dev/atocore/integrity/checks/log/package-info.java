/**
 * Checks of the audit log: whether it is sound by itself, complete, and agrees with the rows of the
 * memories. The entry type is {@link dev.atocore.integrity.checks.log.AuditTamper}, which
 * recomputes every hash; {@link dev.atocore.integrity.checks.log.LogCheck} holds those that are one
 * statement each. Nothing here is exported; {@code Checks} names them.
 */
@NullMarked
package dev.atocore.integrity.checks.log;

import org.jspecify.annotations.NullMarked;
