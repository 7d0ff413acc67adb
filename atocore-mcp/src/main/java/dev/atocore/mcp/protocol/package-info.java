/** The protocol's revisions, on the official SDK. */
@NullMarked
package dev.atocore.mcp.protocol;

import org.jspecify.annotations.NullMarked;
