/**
 * The command that looks at what AtoCore stands on. {@link dev.atocore.cli.doctor.ExamineHost} is
 * all of it.
 */
@NullMarked
package dev.atocore.cli.command.doctor;

import org.jspecify.annotations.NullMarked;
