@NullMarked
package dev.atocore.core.copy;

import org.jspecify.annotations.NullMarked;
