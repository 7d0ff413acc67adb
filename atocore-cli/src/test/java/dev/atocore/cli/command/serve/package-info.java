@NullMarked
package dev.atocore.cli.command.serve;

import org.jspecify.annotations.NullMarked;
