/**
 * The commands on the JSON values that programs keep for projects, one class each. {@link
 * dev.atocore.cli.state.GetState} prints one as it stands. {@link dev.atocore.cli.state.StateView}
 * says how they look.
 */
@NullMarked
package dev.atocore.cli.command.state;

import org.jspecify.annotations.NullMarked;
