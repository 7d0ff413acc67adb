/** The tables of the log: entries, erasures, gaps, archive lines. */
@NullMarked
package dev.atocore.audit.log;

import org.jspecify.annotations.NullMarked;
