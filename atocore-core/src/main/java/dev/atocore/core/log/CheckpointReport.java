package dev.atocore.core.log;

import dev.atocore.audit.checkpoint.SignedCheckpoint;

/**
 * What making a checkpoint did.
 *
 * @param sealed entries added to the tree
 * @param altered how many of them do not give their own hash; they are sealed as they are
 * @param pending entries that wait in the spool and are not sealed
 * @param checkpoint the signed checkpoint
 */
public record CheckpointReport(
    long sealed, long altered, long pending, SignedCheckpoint checkpoint) {}
