/**
 * The command {@code serve}: the HTTP server of a store, until it is stopped. {@link
 * dev.atocore.cli.command.serve.Serve} maps the options, {@link
 * dev.atocore.cli.command.serve.StopSignal} waits for the signal.
 */
@NullMarked
package dev.atocore.cli.command.serve;

import org.jspecify.annotations.NullMarked;
