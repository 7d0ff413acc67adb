/** {@code atocore recall}: who was told which memories. */
@NullMarked
package dev.atocore.cli.command.recall;

import org.jspecify.annotations.NullMarked;
