/**
 * The governed memory store. {@link dev.atocore.core.MemoryStore} opens one and hands out {@link
 * dev.atocore.core.Memories} and its other parts. Every change of a memory goes through one place,
 * which writes the audit entry in the same transaction or keeps it in a spool.
 */
@NullMarked
package dev.atocore.core;

import org.jspecify.annotations.NullMarked;
