@NullMarked
package dev.atocore.embeddings;

import org.jspecify.annotations.NullMarked;
