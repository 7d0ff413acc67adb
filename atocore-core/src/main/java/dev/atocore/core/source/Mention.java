package dev.atocore.core.source;

/**
 * A chunk that has the words of a memory.
 *
 * @param stance what it makes of them
 */
record Mention(SourceChunk chunk, Stance stance) {}
