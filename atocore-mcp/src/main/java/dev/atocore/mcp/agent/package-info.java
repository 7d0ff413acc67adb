/** Who calls. */
@NullMarked
package dev.atocore.mcp.agent;

import org.jspecify.annotations.NullMarked;
