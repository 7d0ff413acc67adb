/**
 * Archives: files of entries that a pruning took out of the log, each with its bodies. {@link
 * dev.atocore.audit.archive.AuditArchive} writes and reads them. It knows entries and no database.
 */
@NullMarked
package dev.atocore.audit.archive;

import org.jspecify.annotations.NullMarked;
