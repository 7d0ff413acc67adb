/**
 * One entry of the log: what it says, its hash and its JSON. {@link
 * dev.atocore.audit.entry.AuditEntry} is where to begin; an {@link
 * dev.atocore.audit.entry.AuditDraft} becomes one when it is sealed with an id, a salt and a hash.
 * Nothing here knows of a database or a file.
 */
@NullMarked
package dev.atocore.audit.entry;

import org.jspecify.annotations.NullMarked;
