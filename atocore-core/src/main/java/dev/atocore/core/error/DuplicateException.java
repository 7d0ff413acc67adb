package dev.atocore.core.error;

/** Another active memory says the same. Nothing was changed. */
public final class DuplicateException extends AtoCoreException {
  private final String existingId;

  public DuplicateException(String existingId) {
    super(
        Kind.REFUSED,
        "duplicate",
        "memory "
            + existingId
            + " is active with the same type, content and project; reinforce that one, or allow the duplicate (--allow-duplicate)",
        null);
    this.existingId = existingId;
  }

  /** The memory that was there first. */
  public String existingId() {
    return existingId;
  }
}
