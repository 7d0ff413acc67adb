/**
 * A memory and its life, without a database. {@link dev.atocore.core.model.Memory} is one as it is
 * or was, {@link dev.atocore.core.model.NewMemory} and {@link dev.atocore.core.model.MemoryPatch}
 * what one asks for, {@link dev.atocore.core.model.Change} who asks. {@link
 * dev.atocore.core.model.MemoryJson} is the form in which the log keeps it.
 */
@NullMarked
package dev.atocore.core.model;

import org.jspecify.annotations.NullMarked;
