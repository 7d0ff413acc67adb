/** The one way a memory changes, with its entry. */
@NullMarked
package dev.atocore.core.change;

import org.jspecify.annotations.NullMarked;
