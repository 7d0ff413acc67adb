/**
 * The tables of the log: entries, erasures and gaps, and the files that entries are archived in.
 * {@link dev.atocore.audit.log.EntryTable} is where to begin: it writes entries and finds one,
 * {@link dev.atocore.audit.log.EntryPages} finds many. All of them work on a connection of their
 * caller, who rules its transactions.
 */
@NullMarked
package dev.atocore.audit.log;

import org.jspecify.annotations.NullMarked;
