/**
 * The commands on the JSON values that programs keep for projects, one class each. {@link
 * dev.atocore.cli.command.state.GetState} prints one as it is. {@link
 * dev.atocore.cli.command.state.StateView} says how they look in a list.
 */
@NullMarked
package dev.atocore.cli.command.state;

import org.jspecify.annotations.NullMarked;
