package dev.atocore.core;

import java.util.List;

/**
 * What an import of sources did.
 *
 * @param lines lines read, blank ones not counted
 * @param documents documents added or changed
 * @param chunks chunks added or changed
 * @param unchanged lines that said nothing new
 * @param errors the lines refused
 */
public record SourceImportReport(
    long lines, long documents, long chunks, long unchanged, List<LineError> errors) {
  /** Copies the list. */
  public SourceImportReport {
    errors = List.copyOf(errors);
  }

  /**
   * A refused line.
   *
   * @param line its number, from 1
   * @param message why
   */
  public record LineError(long line, String message) {}
}
