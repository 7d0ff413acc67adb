/** Who calls, and what comes with a call. */
@NullMarked
package dev.atocore.mcp.agent;

import org.jspecify.annotations.NullMarked;
