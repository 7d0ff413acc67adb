package dev.atocore.core.schema;

import java.util.List;

/**
 * Where a store's schema stands.
 *
 * @param version the store's version; 0 for an empty file
 * @param latest the version this library needs
 * @param applied what was applied, oldest first
 * @param pending names of what is not applied yet, oldest first
 */
public record SchemaStatus(
    int version, int latest, List<AppliedMigration> applied, List<String> pending) {
  /** Copies the lists. */
  public SchemaStatus {
    applied = List.copyOf(applied);
    pending = List.copyOf(pending);
  }

  /**
   * A step that a store has behind it.
   *
   * @param version its number
   * @param name what it is about
   * @param checksum SHA-256 of the script that was run
   * @param appliedAt when
   * @param sameScript whether this library's script is that very script
   */
  public record AppliedMigration(
      int version, String name, String checksum, String appliedAt, boolean sameScript) {}
}
