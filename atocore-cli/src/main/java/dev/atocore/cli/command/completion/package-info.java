/**
 * Completion for shells. {@link dev.atocore.cli.command.completion.PrintCompletion} prints the
 * script. It is the one command that loads all the others.
 */
@NullMarked
package dev.atocore.cli.command.completion;

import org.jspecify.annotations.NullMarked;
