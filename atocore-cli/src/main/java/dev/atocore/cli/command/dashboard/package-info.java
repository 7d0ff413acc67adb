/**
 * The whole picture in a terminal. {@link dev.atocore.cli.command.dashboard.ShowDashboard} is the
 * command.
 */
@NullMarked
package dev.atocore.cli.command.dashboard;

import org.jspecify.annotations.NullMarked;
