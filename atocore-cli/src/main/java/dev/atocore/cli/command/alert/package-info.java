/**
 * The commands on alerts, one class each. {@link dev.atocore.cli.alert.EmitAlert} tells every sink.
 * {@link dev.atocore.cli.alert.AlertView} says how a logged alert looks.
 */
@NullMarked
package dev.atocore.cli.command.alert;

import org.jspecify.annotations.NullMarked;
