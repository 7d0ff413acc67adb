package dev.atocore.core.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param memoryId the memory that it was about; null for a request that has a status
 * @param version the version of that memory after it
 * @param action the verb of what it did to the memory; null when it changed nothing
 * @param status a status by the sender's protocol, of a request that was about no memory or was
 *     refused
 * @param body what was answered; null when it was too long to be kept
 */
public record AnsweredRequest(
    @Nullable String memoryId,
    long version,
    @Nullable String action,
    int status,
    @Nullable String body) {}
