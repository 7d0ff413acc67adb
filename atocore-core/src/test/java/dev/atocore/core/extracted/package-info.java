@NullMarked
package dev.atocore.core.extracted;

import org.jspecify.annotations.NullMarked;
