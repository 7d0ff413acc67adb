package dev.atocore.server.http;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  /** Ends it with that problem. */
  public ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** The request makes no sense. */
  public static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(400, "invalid_input", detail));
  }

  /** Why. */
  public Problem problem() {
    return problem;
  }
}
