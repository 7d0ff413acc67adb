@NullMarked
package dev.atocore.core.source;

import org.jspecify.annotations.NullMarked;
