/**
 * Makes the folder that {@code bin/atocore} starts from; the build runs it, users never do. {@link
 * dev.atocore.cli.dist.BuildDist} copies the jars and what they need, {@link
 * dev.atocore.cli.dist.Training} is the program whose classes go into the class archive. Nothing
 * else depends on this package.
 */
@NullMarked
package dev.atocore.cli.dist;

import org.jspecify.annotations.NullMarked;
