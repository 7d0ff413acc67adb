/**
 * The command that looks at what AtoCore needs of the machine. {@link
 * dev.atocore.cli.command.doctor.ExamineHost} is all of it.
 */
@NullMarked
package dev.atocore.cli.command.doctor;

import org.jspecify.annotations.NullMarked;
