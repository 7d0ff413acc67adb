/**
 * The commands of the nightly job: {@link dev.atocore.cli.command.pipeline.CheckPipeline} tells its
 * health.
 */
@NullMarked
package dev.atocore.cli.command.pipeline;

import org.jspecify.annotations.NullMarked;
