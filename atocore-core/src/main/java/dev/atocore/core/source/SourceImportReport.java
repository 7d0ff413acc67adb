package dev.atocore.core.source;

/**
 * What an import of sources did.
 *
 * @param lines lines read, blank ones not counted
 * @param documents documents added or changed
 * @param chunks chunks added or changed
 * @param unchanged lines that said nothing new
 * @param redacted of the chunks, those that were erased with a memory before, and say so again
 * @param failed lines refused
 */
public record SourceImportReport(
    long lines, long documents, long chunks, long unchanged, long redacted, long failed) {
  /**
   * A refused line.
   *
   * @param line its number, from 1
   * @param message why
   */
  public record LineError(long line, String message) {}
}
