/**
 * The command on the retrieval harness. {@link dev.atocore.cli.command.harness.RunHarness} is the
 * only one.
 */
@NullMarked
package dev.atocore.cli.command.harness;

import org.jspecify.annotations.NullMarked;
