/**
 * What is said beside the log: who erased bodies, which entries were lost, what was done with keys.
 * {@link dev.atocore.audit.record.AuditErasures} and {@link dev.atocore.audit.record.AuditGaps} put
 * it on record, and a {@link dev.atocore.audit.record.RecordChain} tells whether all of it is as it
 * was put there. {@link dev.atocore.audit.record.AuditScripts} hands out the scripts of all tables
 * of this module, and chains what was there before the chain was.
 */
@NullMarked
package dev.atocore.audit.record;

import org.jspecify.annotations.NullMarked;
