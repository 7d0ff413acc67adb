/**
 * Whether a backup can be restored. {@link dev.atocore.integrity.backup.BackupVerifier} opens it,
 * runs the checks that concern a copy, and compares it with its store; the outcome is a {@link
 * dev.atocore.integrity.backup.BackupReport}. Nothing is written.
 */
@NullMarked
package dev.atocore.integrity.backup;

import org.jspecify.annotations.NullMarked;
