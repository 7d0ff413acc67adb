@NullMarked
package dev.atocore.core.key;

import org.jspecify.annotations.NullMarked;
