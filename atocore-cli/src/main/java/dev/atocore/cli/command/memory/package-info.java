/**
 * The commands on memories, one class each; {@link dev.atocore.cli.memory.CreateMemory} is the
 * first an operator meets. Changes to one memory share {@link
 * dev.atocore.cli.memory.ChangeOneMemory}, changes to several share {@link
 * dev.atocore.cli.memory.ChangeMemories}. {@link dev.atocore.cli.memory.MemoryView} says how
 * memories look.
 */
@NullMarked
package dev.atocore.cli.command.memory;

import org.jspecify.annotations.NullMarked;
