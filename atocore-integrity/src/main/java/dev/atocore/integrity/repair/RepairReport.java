package dev.atocore.integrity.repair;

import dev.atocore.integrity.history.BackupRecord;
import dev.atocore.integrity.result.IntegrityResult;
import org.jspecify.annotations.Nullable;

/**
 * What a repair did.
 *
 * @param plan what was done, all of it
 * @param backup the copy made before, or when and how the operator made one; null when the plan had
 *     no step, or none was wanted
 * @param after what the check found afterwards
 */
public record RepairReport(RepairPlan plan, @Nullable BackupRecord backup, IntegrityResult after) {}
