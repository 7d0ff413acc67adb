/** JSON values and projects. */
@NullMarked
package dev.atocore.core.state;

import org.jspecify.annotations.NullMarked;
