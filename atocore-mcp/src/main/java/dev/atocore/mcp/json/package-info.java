/** JSON as the protocol needs it, without a library that looks at classes. */
@NullMarked
package dev.atocore.mcp.json;

import org.jspecify.annotations.NullMarked;
