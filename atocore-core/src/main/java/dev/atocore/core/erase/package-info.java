/**
 * What leaves a store for good: redacted memories and pruned bodies. {@link
 * dev.atocore.core.erase.Redaction} and {@link dev.atocore.core.erase.Pruning} put what they did on
 * record, so that the log still verifies. {@link dev.atocore.core.erase.ArchiveCheck} proves what
 * was moved out.
 */
@NullMarked
package dev.atocore.core.erase;

import org.jspecify.annotations.NullMarked;
