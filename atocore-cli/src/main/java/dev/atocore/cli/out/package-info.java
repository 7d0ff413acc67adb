/**
 * Text, tables, JSON and CSV on their way to a file or a terminal. {@link
 * dev.atocore.cli.out.Printer} is the stream, {@link dev.atocore.cli.out.RowShape} says how rows of
 * one kind look, {@link dev.atocore.cli.out.TerminalText} makes what comes from a store safe for a
 * terminal. Knows neither the commands nor the store.
 */
@NullMarked
package dev.atocore.cli.out;

import org.jspecify.annotations.NullMarked;
