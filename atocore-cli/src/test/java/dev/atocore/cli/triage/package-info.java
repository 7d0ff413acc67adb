@NullMarked
package dev.atocore.cli.triage;

import org.jspecify.annotations.NullMarked;
