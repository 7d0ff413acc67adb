/** The store for agents. */
@NullMarked
package dev.atocore.cli.command.mcp;

import org.jspecify.annotations.NullMarked;
