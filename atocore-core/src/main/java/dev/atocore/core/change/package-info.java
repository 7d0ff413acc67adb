/**
 * The one way in which memories change. {@link dev.atocore.core.change.Mutator} runs a change in
 * one transaction with its audit entries and sees to it that no change fails for its entry. Nothing
 * else writes the table memories.
 */
@NullMarked
package dev.atocore.core.change;

import org.jspecify.annotations.NullMarked;
