/**
 * The command on the health of the nightly job. {@link
 * dev.atocore.cli.command.pipeline.CheckPipeline} is the only one.
 */
@NullMarked
package dev.atocore.cli.command.pipeline;

import org.jspecify.annotations.NullMarked;
