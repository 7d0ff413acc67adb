/**
 * A memory and its life, without a database. {@link dev.atocore.core.model.Memory} is one as it is
 * or was, {@link dev.atocore.core.model.NewMemory} and {@link dev.atocore.core.model.MemoryPatch}
 * what one asks for, {@link dev.atocore.core.model.Change} who asks. How one is written down is
 * told by the package {@code core.image}, and what may become of it by {@code core.change}.
 */
@NullMarked
package dev.atocore.core.model;

import org.jspecify.annotations.NullMarked;
