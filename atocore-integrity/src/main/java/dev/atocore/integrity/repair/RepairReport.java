package dev.atocore.integrity.repair;

import dev.atocore.integrity.result.IntegrityResult;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a repair did.
 *
 * @param plan what was done, all of it
 * @param backup the copy made before; null when the plan had no step
 * @param after what the check found afterwards
 */
public record RepairReport(RepairPlan plan, @Nullable Path backup, IntegrityResult after) {}
