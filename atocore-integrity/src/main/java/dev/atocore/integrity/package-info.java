/**
 * Finds drift in a store and tells about it. {@link dev.atocore.integrity.Integrity} runs the
 * checks, keeps the result and raises one alert; {@link dev.atocore.integrity.PipelineCheck} does
 * the same for the nightly job. {@link dev.atocore.integrity.StateAlertSink} is where alerts meet
 * the store.
 */
@NullMarked
package dev.atocore.integrity;

import org.jspecify.annotations.NullMarked;
