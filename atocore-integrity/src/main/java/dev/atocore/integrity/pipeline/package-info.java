/**
 * How the nightly job does. {@link dev.atocore.integrity.pipeline.PipelineCheck} compares the last
 * result of the retrieval harness and the queue of candidates with {@link
 * dev.atocore.integrity.pipeline.PipelineLimits} and raises an alert for each that falls short. The
 * outcome is a {@link dev.atocore.integrity.pipeline.PipelineResult}.
 */
@NullMarked
package dev.atocore.integrity.pipeline;

import org.jspecify.annotations.NullMarked;
