/** A command, its options, errors, exit codes. */
@NullMarked
package dev.atocore.cli.run;

import org.jspecify.annotations.NullMarked;
