/**
 * The documents and chunks that memories are drawn from. {@link dev.atocore.core.source.Sources}
 * takes them in and lists them. Chunks that mention a memory reinforce it.
 */
@NullMarked
package dev.atocore.core.source;

import org.jspecify.annotations.NullMarked;
