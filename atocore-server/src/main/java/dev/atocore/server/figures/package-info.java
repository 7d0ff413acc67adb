/**
 * Counts of a store that are kept, because counting anew takes longer than the rest of a page.
 * {@link dev.atocore.server.figures.StoreFigures} is what pages and metrics share. A {@code
 * LogTail} goes on from the entries that the log gained since.
 */
@NullMarked
package dev.atocore.server.figures;

import org.jspecify.annotations.NullMarked;
