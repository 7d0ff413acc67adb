/**
 * The check of every entry by its own hash, and of every chain of them. {@link
 * dev.atocore.audit.verify.AuditVerifier} is where to begin; it reports each {@link
 * dev.atocore.audit.verify.AuditProblem} to a listener as it is found. What the log is compared
 * with comes from the caller, as {@link dev.atocore.audit.verify.AuditSubject}.
 */
@NullMarked
package dev.atocore.audit.verify;

import org.jspecify.annotations.NullMarked;
