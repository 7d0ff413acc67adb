/**
 * The door of this module: {@link dev.atocore.integrity.Integrity} runs the checks on a store,
 * keeps the result in it and raises one alert. What a check is lies in {@code check}, the checks
 * themselves in {@code checks}, how a run is made in {@code run}. Repairs, backups, the doctor and
 * the nightly job are rooms beside it that use it.
 */
@NullMarked
package dev.atocore.integrity;

import org.jspecify.annotations.NullMarked;
