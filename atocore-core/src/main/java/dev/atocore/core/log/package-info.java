/**
 * The audit log of a store, for its users. {@link dev.atocore.core.log.StoreLog} reads, counts and
 * verifies it; {@link dev.atocore.core.log.Checkpoints} seals it and proves what is in it. The
 * tables are those of the audit module.
 */
@NullMarked
package dev.atocore.core.log;

import org.jspecify.annotations.NullMarked;
