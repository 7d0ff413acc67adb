/**
 * How a command is found, run and ended. {@link dev.atocore.cli.run.CliCommand} is what a command
 * extends, {@link dev.atocore.cli.run.Cli} what it has while it runs: settings, streams, the store;
 * {@link dev.atocore.cli.run.RowOutput} and {@link dev.atocore.cli.run.Results} print its result in
 * the format asked for. The commands themselves are known here by name only, so that none is loaded
 * that does not run.
 */
@NullMarked
package dev.atocore.cli.run;

import org.jspecify.annotations.NullMarked;
