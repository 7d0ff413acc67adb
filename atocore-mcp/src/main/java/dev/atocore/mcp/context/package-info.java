/** What a client can put before a model without a tool: resources and prompts. */
@NullMarked
package dev.atocore.mcp.context;

import org.jspecify.annotations.NullMarked;
