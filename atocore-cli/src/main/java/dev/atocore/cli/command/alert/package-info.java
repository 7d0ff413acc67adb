/**
 * The commands on alerts, one class each: raise and resolve one, read the log, and see what was not
 * delivered. {@link dev.atocore.cli.command.alert.AlertView} says how a logged alert looks, {@link
 * dev.atocore.cli.command.alert.ReportView} what each sink made of one.
 */
@NullMarked
package dev.atocore.cli.command.alert;

import org.jspecify.annotations.NullMarked;
