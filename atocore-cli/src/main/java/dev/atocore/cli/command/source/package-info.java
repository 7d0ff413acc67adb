/**
 * The commands on documents and chunks, one class each. {@link
 * dev.atocore.cli.command.source.IngestFiles} reads folders of notes. {@link
 * dev.atocore.cli.command.source.ListChunks} and {@link
 * dev.atocore.cli.command.source.ExtractCandidates} are the two ends of a pipe to an extractor.
 */
@NullMarked
package dev.atocore.cli.command.source;

import org.jspecify.annotations.NullMarked;
