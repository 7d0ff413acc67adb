/**
 * What was turned down or erased and is not to come back. {@link dev.atocore.core.refusal.Refusals}
 * lists and lifts, {@link dev.atocore.core.refusal.RefusalBook} is what a change asks and tells,
 * {@link dev.atocore.core.refusal.RefusalKeys} keeps the key of the hashes at hand.
 */
@NullMarked
package dev.atocore.core.refusal;

import org.jspecify.annotations.NullMarked;
