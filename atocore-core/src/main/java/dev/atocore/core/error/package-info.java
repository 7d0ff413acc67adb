/** What can go wrong, sealed. */
@NullMarked
package dev.atocore.core.error;

import org.jspecify.annotations.NullMarked;
