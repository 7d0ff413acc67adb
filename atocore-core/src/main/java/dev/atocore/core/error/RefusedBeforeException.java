package dev.atocore.core.error;

import org.jspecify.annotations.Nullable;

/** The same was turned down or erased before. Nothing was changed. */
public final class RefusedBeforeException extends AtoCoreException {
  private final String memoryId;
  private final @Nullable Long entryId;

  /**
   * For a statement that is refused.
   *
   * @param how such as {@code rejected}
   * @param memoryId the memory that said it
   * @param entryId the audit entry of the refusal; null when the log had none
   */
  public RefusedBeforeException(String how, String memoryId, @Nullable Long entryId) {
    super(
        Kind.REFUSED,
        "refused_before",
        "the same was "
            + how
            + " before, as memory "
            + memoryId
            + (entryId == null ? "" : " (audit entry " + entryId + ")")
            + "; say it again on purpose with --again, or lift the refusal ('atocore memory"
            + " refusals')",
        null);
    this.memoryId = memoryId;
    this.entryId = entryId;
  }

  /** The memory that said it. */
  public String memoryId() {
    return memoryId;
  }

  /** The audit entry of the refusal; null when the log had none. */
  public @Nullable Long entryId() {
    return entryId;
  }
}
