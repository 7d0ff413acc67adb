/** Undertow, and who may come in. */
@NullMarked
package dev.atocore.server.door;

import org.jspecify.annotations.NullMarked;
