/**
 * The commands on documents and chunks, one class each. {@link dev.atocore.cli.source.IngestFiles}
 * reads folders of notes. {@link dev.atocore.cli.source.ListChunks} and {@link
 * dev.atocore.cli.source.ExtractCandidates} are the two ends of a pipe to an extractor.
 */
@NullMarked
package dev.atocore.cli.command.source;

import org.jspecify.annotations.NullMarked;
