package dev.atocore.core.source;

/**
 * What new chunks did for the memories they mention.
 *
 * @param chunks chunks looked at
 * @param memories different memories reinforced
 * @param reinforcements reinforcements in all; a memory gets one for each document that mentions it
 * @param denials documents that seem to deny a memory, each told once
 */
public record ChunkReinforcementReport(
    long chunks, long memories, long reinforcements, long denials) {}
