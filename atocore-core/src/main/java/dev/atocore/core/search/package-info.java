/** Find and compare texts; semantic search goes here. */
@NullMarked
package dev.atocore.core.search;

import org.jspecify.annotations.NullMarked;
