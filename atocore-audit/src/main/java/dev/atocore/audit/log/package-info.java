/**
 * The entries of the log as a database has them. {@link dev.atocore.audit.log.EntryTable} is where
 * to begin: it writes entries and finds one, {@link dev.atocore.audit.log.EntryPages} finds many.
 * All of them work on a connection of their caller, who rules its transactions.
 */
@NullMarked
package dev.atocore.audit.log;

import org.jspecify.annotations.NullMarked;
