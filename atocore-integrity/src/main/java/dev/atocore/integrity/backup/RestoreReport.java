package dev.atocore.integrity.backup;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of a restore.
 *
 * @param backup what the backup is worth
 * @param fromVersion the version of the schema that the backup has; 0 when it cannot be read
 * @param restored whether it is in place now
 * @param aside where the old store lies now; null when there was none
 */
public record RestoreReport(
    BackupReport backup, int fromVersion, boolean restored, @Nullable Path aside) {}
