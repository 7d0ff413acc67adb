/**
 * Embedders that others run: {@link dev.atocore.core.embedder.HttpEmbedder} asks a server that
 * speaks OpenAI's protocol.
 */
@NullMarked
package dev.atocore.core.embedder;

import org.jspecify.annotations.NullMarked;
