/**
 * Entries that the log could not take, and how they come back to it. {@link
 * dev.atocore.audit.spool.AuditSpool} keeps them in a file beside the store, {@link
 * dev.atocore.audit.spool.AuditReplay} puts them where their hashes say they belong. Whoever uses
 * either holds the write lock of the store.
 */
@NullMarked
package dev.atocore.audit.spool;

import org.jspecify.annotations.NullMarked;
