@NullMarked
package dev.atocore.cli;

import org.jspecify.annotations.NullMarked;
