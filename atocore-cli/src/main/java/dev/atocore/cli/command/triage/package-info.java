/**
 * {@code atocore memory triage}: the candidate queue, one at a time, on a terminal. {@code
 * ReviewQueue} is the command, {@code TriageSession} what goes on, {@code TriageScreen} the
 * terminal as the session sees it. Only this package knows JLine.
 */
@NullMarked
package dev.atocore.cli.command.triage;

import org.jspecify.annotations.NullMarked;
