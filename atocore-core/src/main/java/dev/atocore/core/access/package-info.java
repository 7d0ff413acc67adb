/**
 * Who speaks to a store, what they see of it and what they may do: {@link
 * dev.atocore.core.access.Principal} and the one {@link dev.atocore.core.access.Policy}. A store
 * that is bound to a principal asks it in every operation, so that no skin decides anything.
 */
@NullMarked
package dev.atocore.core.access;

import org.jspecify.annotations.NullMarked;
