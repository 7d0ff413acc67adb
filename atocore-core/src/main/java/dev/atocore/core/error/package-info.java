/**
 * What can go wrong. {@link dev.atocore.core.error.AtoCoreException} is the root and has a kind, by
 * which callers decide, and a code. Messages are for people.
 */
@NullMarked
package dev.atocore.core.error;

import org.jspecify.annotations.NullMarked;
