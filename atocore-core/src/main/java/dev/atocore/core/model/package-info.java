/** A memory and its life. */
@NullMarked
package dev.atocore.core.model;

import org.jspecify.annotations.NullMarked;
