/**
 * {@code atocore memory triage}: the candidate queue, one at a time, on a terminal. {@code
 * ReviewQueue} is the command, {@code TriageSession} the conversation, {@code TriageScreen} the
 * terminal as the conversation sees it. Only this package opens a terminal by JLine.
 */
@NullMarked
package dev.atocore.cli.command.triage;

import org.jspecify.annotations.NullMarked;
