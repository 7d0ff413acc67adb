/** Text, tables, JSON, CSV on a terminal. */
@NullMarked
package dev.atocore.cli.out;

import org.jspecify.annotations.NullMarked;
