@NullMarked
package dev.atocore.core.erase;

import org.jspecify.annotations.NullMarked;
