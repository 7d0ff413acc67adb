/**
 * The commands on projects. {@link dev.atocore.cli.command.project.AddProject} registers one.
 * {@link dev.atocore.cli.command.project.ProjectView} says how they look.
 */
@NullMarked
package dev.atocore.cli.command.project;

import org.jspecify.annotations.NullMarked;
