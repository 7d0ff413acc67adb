/**
 * The table of memories and its full-text index, read. {@link dev.atocore.core.memory.MemoryTable}
 * maps the rows, {@link dev.atocore.core.memory.MemoryQueries} lists them and {@link
 * dev.atocore.core.memory.FullTextSearch} finds them by their words. For this module only.
 */
@NullMarked
package dev.atocore.core.memory;

import org.jspecify.annotations.NullMarked;
