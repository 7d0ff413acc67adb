/**
 * Makes the folder that {@code bin/atocore} starts from; the build runs it, users never do. {@link
 * dev.atocore.distribution.BuildDist} copies the jars and what they need, {@link
 * dev.atocore.distribution.Training} is the program whose classes go into the class archive. This
 * module is not deployed, and nothing depends on it.
 */
@NullMarked
package dev.atocore.distribution;

import org.jspecify.annotations.NullMarked;
