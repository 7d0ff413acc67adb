/**
 * What a run found. {@link dev.atocore.integrity.result.IntegrityResult} has a {@link
 * dev.atocore.integrity.result.CheckResult} for each check; {@link
 * dev.atocore.integrity.result.SarifReport} and {@link dev.atocore.integrity.result.JUnitReport}
 * write it for other programs. The store keeps it as JSON.
 */
@NullMarked
package dev.atocore.integrity.result;

import org.jspecify.annotations.NullMarked;
