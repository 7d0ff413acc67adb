/** The command {@code serve}: the HTTP server of a store, until it is told to stop. */
@NullMarked
package dev.atocore.cli.command.serve;

import org.jspecify.annotations.NullMarked;
