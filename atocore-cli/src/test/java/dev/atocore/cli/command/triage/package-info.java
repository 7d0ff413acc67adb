@NullMarked
package dev.atocore.cli.command.triage;

import org.jspecify.annotations.NullMarked;
