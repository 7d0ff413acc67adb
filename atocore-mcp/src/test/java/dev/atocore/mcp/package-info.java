@NullMarked
package dev.atocore.mcp;

import org.jspecify.annotations.NullMarked;
