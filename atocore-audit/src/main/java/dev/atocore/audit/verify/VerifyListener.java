package dev.atocore.audit.verify;

/** Told what a verification finds, as it finds it, on the thread that verifies. */
@FunctionalInterface
public interface VerifyListener {
  /** Something does not verify. */
  void problem(AuditProblem problem);

  /**
   * Something verifies and is worth a mention: bodies that were redacted, a gap that was
   * acknowledged.
   */
  default void notice(AuditNotice notice) {}

  /**
   * It goes on.
   *
   * @param entries how many entries were verified so far
   */
  default void progress(long entries) {}
}
