/**
 * The commands on memories, one class each. Changes to one memory share {@link
 * dev.atocore.cli.command.memory.ChangeOneMemory}, changes to several {@link
 * dev.atocore.cli.command.memory.ChangeMemories}. {@link dev.atocore.cli.show.MemoryView} says how
 * memories look.
 */
@NullMarked
package dev.atocore.cli.command.memory;

import org.jspecify.annotations.NullMarked;
