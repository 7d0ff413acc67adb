/**
 * Whether searching finds what it should: {@link dev.atocore.core.harness.Harness} asks the
 * questions of a file and compares what is found with what it names.
 */
@NullMarked
package dev.atocore.core.harness;

import org.jspecify.annotations.NullMarked;
