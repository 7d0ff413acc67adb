/**
 * Whether a backup can be restored, and restoring it. {@link
 * dev.atocore.integrity.backup.BackupVerifier} opens it, runs the checks that concern a copy, and
 * compares it with its store; the outcome is a {@link dev.atocore.integrity.backup.BackupReport}.
 * {@link dev.atocore.integrity.backup.BackupRestore} puts one in the place of the store.
 */
@NullMarked
package dev.atocore.integrity.backup;

import org.jspecify.annotations.NullMarked;
