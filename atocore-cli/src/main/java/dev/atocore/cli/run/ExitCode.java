package dev.atocore.cli.run;

/** What the exit codes mean. */
public final class ExitCode {
  /** Done, nothing found wrong. */
  public static final int OK = 0;

  /** The operation failed. */
  public static final int FAILED = 1;

  /** Wrong usage or invalid input. */
  public static final int USAGE = 2;

  /** Done, and there are findings at or above the fail level. */
  public static final int FINDINGS = 3;

  /** Ended by Ctrl-C or SIGTERM after keeping what there was: what a shell reports of SIGINT. */
  public static final int INTERRUPTED = 130;

  /** The reader of the result went away: what a shell reports of a program ended by SIGPIPE. */
  static final int BROKEN_PIPE = 141;

  private ExitCode() {}
}
