/**
 * What users search with and how texts compare. {@link dev.atocore.core.search.SearchQuery} is a
 * question, {@link dev.atocore.core.search.WordDiff} the difference of two texts. Nothing here
 * reads a store.
 */
@NullMarked
package dev.atocore.core.search;

import org.jspecify.annotations.NullMarked;
