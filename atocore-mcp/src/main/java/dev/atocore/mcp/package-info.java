/**
 * The store for agents, over the Model Context Protocol: {@link dev.atocore.mcp.StdioServer} on a
 * pair of streams.
 */
@NullMarked
package dev.atocore.mcp;

import org.jspecify.annotations.NullMarked;
