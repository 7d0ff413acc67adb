/** The log of a store, for its users. */
@NullMarked
package dev.atocore.core.log;

import org.jspecify.annotations.NullMarked;
