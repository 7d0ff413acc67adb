package dev.atocore.audit;

/**
 * How much was verified and what was found.
 *
 * @param memories memories looked at: rows, and chains without a row
 * @param entries entries whose hashes were recomputed
 * @param redacted entries among them whose bodies were erased on purpose; the chain holds all the
 *     same
 * @param problems problems reported, of all kinds
 * @param firstId the smallest entry id seen; 0 when there was none
 * @param lastId the largest entry id seen; 0 when there was none
 */
public record VerifyReport(
    long memories, long entries, long redacted, long problems, long firstId, long lastId) {
  /** Whether nothing was found. */
  public boolean ok() {
    return problems == 0;
  }
}
