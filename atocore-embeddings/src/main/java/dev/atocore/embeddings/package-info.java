/**
 * Vectors made in this process. {@link dev.atocore.embeddings.MiniLmEmbedder} is found by its name:
 * the command does not know this module.
 */
@NullMarked
package dev.atocore.embeddings;

import org.jspecify.annotations.NullMarked;
