/**
 * The {@code atocore} command. {@link dev.atocore.cli.Main} finds the one command that was asked
 * for in {@link dev.atocore.cli.CommandTable} and runs it with a {@link dev.atocore.cli.Cli}, which
 * holds the streams, the settings and the store. The commands are in the packages below, one class
 * each; they map options to the libraries and nothing else.
 */
@NullMarked
package dev.atocore.cli;

import org.jspecify.annotations.NullMarked;
