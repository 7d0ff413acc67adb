package dev.atocore.core.store;

import org.jspecify.annotations.Nullable;

/**
 * The logins of a server that work on a store that another one owns.
 *
 * @param writer changes memories and adds to the log; null for none
 * @param reader reads and verifies; null for none
 * @param eraser a writer that may also redact and prune, which the writer then may not; null when
 *     the writer may
 */
public record Logins(@Nullable String writer, @Nullable String reader, @Nullable String eraser) {}
