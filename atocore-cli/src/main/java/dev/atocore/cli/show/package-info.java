/**
 * What several groups of commands show alike: memories and what vouches for them, the changes of
 * one, in words and as fields, and a finding on one line. All of it is made safe for a terminal.
 * Knows the libraries and {@code cli.run}, no command.
 */
@NullMarked
package dev.atocore.cli.show;

import org.jspecify.annotations.NullMarked;
