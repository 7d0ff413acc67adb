package dev.atocore.client;

/**
 * A memory after a change.
 *
 * @param outcome what was done, in the words of the audit log, or {@code unchanged}
 * @param replayed whether the server had done it before, when the same was sent under the same key
 */
public record Changed(Memory memory, String outcome, boolean replayed) {}
