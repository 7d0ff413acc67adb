package dev.atocore.core.search;

import dev.atocore.core.model.Memory;

/**
 * A living memory that says almost the same as another.
 *
 * @param memory the memory
 * @param likeness the share of significant words that the two have in common (Dice's coefficient),
 *     above 0 to 1
 */
public record NearMemory(Memory memory, double likeness) {}
