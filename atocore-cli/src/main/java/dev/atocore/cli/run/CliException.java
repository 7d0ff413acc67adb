package dev.atocore.cli.run;

import dev.atocore.cli.out.Count;
import org.jspecify.annotations.Nullable;

/** A command cannot go on. The message is one line: what happened and what to do. */
public final class CliException extends RuntimeException {
  private final String code;
  private final int exitCode;

  private CliException(String code, int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.exitCode = exitCode;
  }

  /** The command line asks for something that is not there. */
  public static CliException usage(String message) {
    return new CliException("usage", ExitCode.USAGE, message, null);
  }

  /** A value given to the command is not one it takes. */
  public static CliException invalid(String message) {
    return new CliException("invalid_input", ExitCode.USAGE, message, null);
  }

  /** The operation failed. */
  public static CliException failed(String code, String message) {
    return new CliException(code, ExitCode.FAILED, message, null);
  }

  /** The operation failed because of something below. */
  public static CliException failed(String code, String message, Throwable cause) {
    return new CliException(code, ExitCode.FAILED, message, cause);
  }

  /** Of the lines of an import some or all were refused, each reported by then. */
  public static CliException refusedLines(long refused, long lines, boolean dryRun) {
    String others =
        dryRun
            ? "; nothing was written"
            : refused == lines ? "; nothing was imported" : "; the others were imported";
    return failed(
        "import_failed", "refused " + refused + " of " + Count.of(lines, "line") + others);
  }

  /** A short name for the kind of failure. */
  public String code() {
    return code;
  }

  /** What the process exits with. */
  public int exitCode() {
    return exitCode;
  }
}
