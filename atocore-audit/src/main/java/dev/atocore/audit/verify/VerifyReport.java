package dev.atocore.audit.verify;

import org.jspecify.annotations.Nullable;

/**
 * How much was verified and what was found.
 *
 * @param memories memories looked at: rows, and chains without a row
 * @param entries entries whose hashes were recomputed
 * @param redacted entries among them whose bodies were erased for good; the chain holds all the
 *     same
 * @param pruned entries among them whose bodies are in an archive; the chain holds all the same
 * @param acknowledged versions without an entry that an operator has acknowledged
 * @param problems problems reported, of all kinds
 * @param firstId the smallest entry id seen; 0 when there was none
 * @param lastId the largest entry id seen; 0 when there was none
 * @param firstAt the time of the entry with the smallest id; null when there was none
 * @param lastAt the time of the entry with the largest id; null when there was none
 */
public record VerifyReport(
    long memories,
    long entries,
    long redacted,
    long pruned,
    long acknowledged,
    long problems,
    long firstId,
    long lastId,
    @Nullable String firstAt,
    @Nullable String lastAt) {
  /** Of nothing. */
  public static final VerifyReport NOTHING = new VerifyReport(0, 0, 0, 0, 0, 0, 0, 0, null, null);

  /** One problem more. */
  public VerifyReport andProblem() {
    return new VerifyReport(
        memories,
        entries,
        redacted,
        pruned,
        acknowledged,
        problems + 1,
        firstId,
        lastId,
        firstAt,
        lastAt);
  }

  /** Both as one: what was found in this and in another range of chains. */
  public VerifyReport and(VerifyReport other) {
    boolean first = other.entries == 0 || (entries != 0 && firstId < other.firstId);
    boolean last = other.entries == 0 || (entries != 0 && lastId > other.lastId);
    return new VerifyReport(
        memories + other.memories,
        entries + other.entries,
        redacted + other.redacted,
        pruned + other.pruned,
        acknowledged + other.acknowledged,
        problems + other.problems,
        first ? firstId : other.firstId,
        last ? lastId : other.lastId,
        first ? firstAt : other.firstAt,
        last ? lastAt : other.lastAt);
  }

  /** Whether nothing was found. */
  public boolean ok() {
    return problems == 0;
  }
}
