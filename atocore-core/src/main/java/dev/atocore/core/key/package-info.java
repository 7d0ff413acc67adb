/**
 * Keys: who is let in by a token, and with what role. {@link dev.atocore.core.key.Keys} makes,
 * rotates and ends them; each of that is an event on record beside the audit log, and what a key is
 * follows from its events alone, so there is no row that somebody could raise.
 */
@NullMarked
package dev.atocore.core.key;

import org.jspecify.annotations.NullMarked;
