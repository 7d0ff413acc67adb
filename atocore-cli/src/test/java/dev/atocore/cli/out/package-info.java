@NullMarked
package dev.atocore.cli.out;

import org.jspecify.annotations.NullMarked;
