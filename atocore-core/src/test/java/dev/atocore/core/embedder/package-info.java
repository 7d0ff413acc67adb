@NullMarked
package dev.atocore.core.embedder;

import org.jspecify.annotations.NullMarked;
