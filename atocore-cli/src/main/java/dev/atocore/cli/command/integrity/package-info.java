/**
 * The commands on the checks that find drift, one class each. {@link
 * dev.atocore.cli.integrity.RunChecks} runs them. {@link dev.atocore.cli.integrity.ResultView}
 * prints what they found.
 */
@NullMarked
package dev.atocore.cli.command.integrity;

import org.jspecify.annotations.NullMarked;
