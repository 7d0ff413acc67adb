package dev.atocore.integrity.scope;

/**
 * What a check of a run has seen to be sound, so that another need not read the same rows again.
 * Thread-safe.
 */
public final class SeenSound {
  private volatile boolean log;
  private volatile boolean contents;

  SeenSound() {}

  /** Whether the whole log was verified, and each row is what its newest entry says. */
  public boolean log() {
    return log;
  }

  /** The log was. */
  public void seenLog() {
    log = true;
  }

  /** Whether each memory's content is a text, and the one that its hash is of. */
  public boolean contents() {
    return contents;
  }

  /** The contents were. */
  public void seenContents() {
    contents = true;
  }
}
