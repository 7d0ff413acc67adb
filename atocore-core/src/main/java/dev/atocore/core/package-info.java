/**
 * The governed memory store. {@link dev.atocore.core.MemoryStore} opens a store and hands out
 * {@link dev.atocore.core.Memories}, {@link dev.atocore.core.Sources}, {@link
 * dev.atocore.core.State} and {@link dev.atocore.core.Audit}. Every change to a memory goes through
 * one place, which writes the audit entry in the same transaction or keeps it in a spool.
 */
@NullMarked
package dev.atocore.core;

import org.jspecify.annotations.NullMarked;
