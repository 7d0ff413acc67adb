/**
 * What the store remembers of runs. {@link dev.atocore.integrity.history.Night} is what the last
 * run of a day found, {@link dev.atocore.integrity.history.Acknowledgement} an operator's word that
 * a finding is known, {@link dev.atocore.integrity.history.BackupRecord} that a backup was made.
 * All of it is state of the project {@code atocore}.
 */
@NullMarked
package dev.atocore.integrity.history;

import org.jspecify.annotations.NullMarked;
