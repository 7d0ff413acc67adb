package dev.atocore.core.model;

/**
 * A candidate and where it stands in the queue.
 *
 * @param memory the candidate
 * @param place grows from the oldest candidate to the newest; never used twice
 */
public record QueuedCandidate(Memory memory, long place) {}
