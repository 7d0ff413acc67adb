/**
 * What an extractor handed over. {@link dev.atocore.core.extracted.ExtractorOutput} finds the
 * candidates among whatever else was printed, {@link dev.atocore.core.extracted.RefusedLines} keeps
 * what the import refused until somebody has looked at it. The import itself is in {@code bulk}.
 */
@NullMarked
package dev.atocore.core.extracted;

import org.jspecify.annotations.NullMarked;
