/**
 * The commands on the checks that find drift, one class each. {@link
 * dev.atocore.cli.command.integrity.RunChecks} runs them, {@link
 * dev.atocore.cli.command.integrity.RepairFindings} mends what they find. {@link
 * dev.atocore.cli.command.integrity.ResultView} prints a result.
 */
@NullMarked
package dev.atocore.cli.command.integrity;

import org.jspecify.annotations.NullMarked;
