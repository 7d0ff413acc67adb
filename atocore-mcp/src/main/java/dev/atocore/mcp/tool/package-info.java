/** The tools: what they are called, what they take, and which call of the façade each is. */
@NullMarked
package dev.atocore.mcp.tool;

import org.jspecify.annotations.NullMarked;
