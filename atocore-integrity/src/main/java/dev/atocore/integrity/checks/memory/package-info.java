/**
 * Checks of the memories by themselves: duplicates, replacements, values, texts and age. The entry
 * type is {@link dev.atocore.integrity.checks.memory.DuplicateActiveMemory}, the most involved of
 * them. Nothing here is exported; {@code Checks} names them.
 */
@NullMarked
package dev.atocore.integrity.checks.memory;

import org.jspecify.annotations.NullMarked;
