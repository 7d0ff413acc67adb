/**
 * The commands on keys. {@link dev.atocore.cli.command.key.AddKey} makes one and is the only place,
 * with {@link dev.atocore.cli.command.key.RotateKey}, that prints a token: once, on stdout.
 */
@NullMarked
package dev.atocore.cli.command.key;

import org.jspecify.annotations.NullMarked;
