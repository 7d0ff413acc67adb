@NullMarked
package dev.atocore.cli.dist;

import org.jspecify.annotations.NullMarked;
