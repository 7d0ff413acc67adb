/**
 * The checks of this library. {@link dev.atocore.integrity.checks.Checks} names them in the order
 * in which they run, and is all that the rest of the module knows of them. They lie in rooms by
 * what they look at; a new check goes into one of these and into that list.
 */
@NullMarked
package dev.atocore.integrity.checks;

import org.jspecify.annotations.NullMarked;
