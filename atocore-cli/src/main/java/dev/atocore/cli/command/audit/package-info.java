/**
 * The commands on the audit log, one class each; {@link dev.atocore.cli.audit.RecentEntries} is
 * where an operator begins. {@link dev.atocore.cli.audit.EntryView} says how entries look in a
 * list, {@link dev.atocore.cli.audit.EntryText} how one looks with its diff. They touch neither
 * jOOQ nor any other library that is slow to start.
 */
@NullMarked
package dev.atocore.cli.command.audit;

import org.jspecify.annotations.NullMarked;
