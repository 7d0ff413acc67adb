/**
 * What the tests of several modules share. {@link dev.atocore.testing.Machine} says what a test
 * needs of the machine it runs on. Nothing here is shipped.
 */
@NullMarked
package dev.atocore.testing;

import org.jspecify.annotations.NullMarked;
