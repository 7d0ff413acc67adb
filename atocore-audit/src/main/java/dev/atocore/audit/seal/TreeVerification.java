package dev.atocore.audit.seal;

/**
 * What comparing the log with a signed tree found.
 *
 * @param head the tree that was signed
 * @param logMatches whether the entries in the log give that root: nothing in it was rewritten
 * @param treeMatches whether the hashes kept beside the log give that root; if so, the entries at
 *     fault are exactly those told
 * @param problems how many things are not as they were sealed
 */
public record TreeVerification(
    TreeHead head, boolean logMatches, boolean treeMatches, long problems) {
  /** Whether nothing was found. */
  public boolean ok() {
    return logMatches && treeMatches && problems == 0;
  }
}
