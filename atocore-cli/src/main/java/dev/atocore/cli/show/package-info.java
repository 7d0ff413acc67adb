/** A memory, a diff, a finding in words. */
@NullMarked
package dev.atocore.cli.show;

import org.jspecify.annotations.NullMarked;
