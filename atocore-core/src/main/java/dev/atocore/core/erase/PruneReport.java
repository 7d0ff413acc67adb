package dev.atocore.core.erase;

import java.nio.file.Path;

/**
 * What a pruning moved out of the log.
 *
 * @param archive the file the bodies are in now
 * @param sha256 its SHA-256 in hexadecimal, which is on record; empty when nothing was moved
 * @param entries entries whose bodies were moved; 0 when none was old enough, and then there is no
 *     file
 * @param altered entries that were left where they are because they do not give their hash
 */
public record PruneReport(Path archive, String sha256, long entries, long altered) {}
