package dev.atocore.core.error;

/** Another living memory says the same. Nothing was changed. */
public final class DuplicateException extends AtoCoreException {
  private final String existingId;

  public DuplicateException(String existingId) {
    this(existingId, "active");
  }

  /** The one that is there has that status. */
  public DuplicateException(String existingId, String status) {
    super(
        Kind.REFUSED,
        "duplicate",
        "memory "
            + existingId
            + " is "
            + status
            + " with the same type, content and project; reinforce that one, or allow the duplicate (--allow-duplicate)",
        null);
    this.existingId = existingId;
  }

  /** The memory that was there first. */
  public String existingId() {
    return existingId;
  }
}
