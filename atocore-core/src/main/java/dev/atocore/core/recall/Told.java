package dev.atocore.core.recall;

/**
 * A memory in an answer.
 *
 * @param id the memory
 * @param version the version that was told
 */
public record Told(String id, long version) {}
