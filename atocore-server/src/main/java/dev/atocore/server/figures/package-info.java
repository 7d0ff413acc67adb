/** Counts that are kept (SQL moves to core.log / core.memory). */
@NullMarked
package dev.atocore.server.figures;

import org.jspecify.annotations.NullMarked;
