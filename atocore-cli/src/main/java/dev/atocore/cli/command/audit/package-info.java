/**
 * The commands on the audit log, one class each: read it, verify it, seal and sign it, erase from
 * it. {@link dev.atocore.cli.command.audit.EntryView} says how entries look in a list, {@link
 * dev.atocore.cli.command.audit.EntryText} how one looks with its diff, {@link
 * dev.atocore.cli.command.audit.Verdicts} what a verification found. They touch no library that is
 * slow to start.
 */
@NullMarked
package dev.atocore.cli.command.audit;

import org.jspecify.annotations.NullMarked;
