/** The table memories, read. */
@NullMarked
package dev.atocore.core.memory;

import org.jspecify.annotations.NullMarked;
