/** What could not be written, and how it comes back. */
@NullMarked
package dev.atocore.audit.spool;

import org.jspecify.annotations.NullMarked;
