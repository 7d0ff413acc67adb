package dev.atocore.audit.record;

import org.jspecify.annotations.Nullable;

/**
 * Something that is said beside the log and is not as it was put on record.
 *
 * @param memoryId the memory it is about; null if it is about none, or nobody knows
 * @param version the version of it that is meant; 0 for none
 * @param detail one line for people
 */
public record RecordProblem(@Nullable String memoryId, long version, String detail) {}
