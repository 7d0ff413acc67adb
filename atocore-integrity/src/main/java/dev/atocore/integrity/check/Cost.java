package dev.atocore.integrity.check;

/** How much a check must read. */
public enum Cost {
  /** Fit for every night. */
  CHEAP("cheap"),
  /** Reads every page or every text: only in a full run, or when asked for by name. */
  FULL("full");

  private final String word;

  Cost(String word) {
    this.word = word;
  }

  /** The word shown, such as {@code cheap}. */
  public String word() {
    return word;
  }
}
