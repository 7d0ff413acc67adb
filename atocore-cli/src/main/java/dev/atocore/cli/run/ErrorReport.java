package dev.atocore.cli.run;

import dev.atocore.alerts.event.AlertsException;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.cli.out.Json;
import dev.atocore.cli.out.Printer;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.AtoCoreException.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;

/** The one place where a failure becomes one line on stderr and an exit code. */
final class ErrorReport {
  private final Printer messages;
  private final Map<String, String> env;
  private final boolean json;
  private final boolean stackTrace;

  /** The command line is read anew: it may be what failed. */
  ErrorReport(Printer messages, Map<String, String> env, List<String> args) {
    this.messages = messages;
    this.env = env;
    String output = CliSettings.variable(env, "ATOCORE_OUTPUT");
    int verbosity = 0;
    for (int i = 0; i < args.size() && !args.get(i).equals("--"); i++) {
      String arg = args.get(i);
      if (arg.equals(ArgumentText.END)) {
        break;
      }
      if (arg.startsWith("-o") && !arg.equals("-o")) {
        output = arg.substring(arg.startsWith("-o=") ? 3 : 2);
      } else if (arg.startsWith("--output=")) {
        output = arg.substring(9);
      } else if ((arg.equals("-o") || arg.equals("--output")) && i + 1 < args.size()) {
        output = args.get(i + 1);
      } else if (arg.equals("-v") || arg.equals("-vv")) {
        verbosity += arg.length() - 1;
      }
    }
    this.json = "json".equals(output) || "ndjson".equals(output);
    this.stackTrace = verbosity >= 2;
  }

  /** Reports, and gives the exit code. What was printed of the result so far is let out first. */
  int report(Throwable failure, Printer result) {
    if (failure instanceof Printer.OutputFailedException output) {
      return outputFailed(output);
    }
    try {
      result.flush();
    } catch (Printer.OutputFailedException e) {
      if (e.readerGone()) {
        return ExitCode.BROKEN_PIPE;
      }
    }
    Problem problem = problem(failure);
    print(messages, problem, json, env);
    trace(failure);
    return problem.exitCode();
  }

  private int outputFailed(Printer.OutputFailedException failure) {
    if (failure.readerGone()) {
      return ExitCode.BROKEN_PIPE;
    }
    Throwable cause = failure.getCause();
    String why = cause == null ? "unknown" : String.valueOf(cause.getMessage());
    print(
        messages,
        new Problem("output_failed", "the result cannot be written: " + why, ExitCode.FAILED),
        json,
        env);
    trace(failure);
    return ExitCode.FAILED;
  }

  /** One line for people, or one JSON object for programs. */
  static void print(Printer messages, Problem problem, boolean json, Map<String, String> env) {
    String message = SecretMask.mask(problem.message(), env);
    messages.line(
        json ? Json.error(problem.code(), message) : "atocore: " + TerminalText.oneLine(message));
  }

  static Problem problem(Throwable failure) {
    if (failure instanceof CliException e) {
      return new Problem(e.code(), message(e), e.exitCode());
    }
    if (failure instanceof AtoCoreException e) {
      return e.kind() == Kind.INVALID
          ? new Problem("invalid_input", message(e), ExitCode.USAGE)
          : new Problem(e.code(), message(e), ExitCode.FAILED);
    }
    if (failure instanceof AlertsException e) {
      int exit = e.code().equals("invalid_context") ? ExitCode.USAGE : ExitCode.FAILED;
      return new Problem(e.code(), message(e), exit);
    }
    if (failure instanceof AuditException e) {
      return new Problem(e.code(), message(e), ExitCode.FAILED);
    }
    if (failure instanceof NoSuchFileException e) {
      return new Problem("not_found", "there is no file " + e.getFile(), ExitCode.FAILED);
    }
    if (failure instanceof AccessDeniedException e) {
      return new Problem(
          "access_denied", "you may not read or write " + e.getFile(), ExitCode.FAILED);
    }
    if (failure instanceof FileAlreadyExistsException e) {
      return new Problem("file_exists", e.getFile() + " exists already", ExitCode.FAILED);
    }
    if (failure instanceof IOException e) {
      return new Problem("io_error", "reading or writing failed: " + message(e), ExitCode.FAILED);
    }
    if (failure instanceof OutOfMemoryError e) {
      return new Problem("out_of_memory", "out of memory: " + message(e), ExitCode.FAILED);
    }
    return new Problem(
        "internal_error",
        "internal error, please report it with the output of -vv: " + failure,
        ExitCode.FAILED);
  }

  private void trace(Throwable failure) {
    if (stackTrace) {
      StringWriter text = new StringWriter();
      failure.printStackTrace(new PrintWriter(text));
      for (String line : text.toString().split("\n", -1)) {
        messages.line(TerminalText.oneLine(SecretMask.mask(line, env)));
      }
    }
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /**
   * A failure as the user sees it.
   *
   * @param code a short name that does not change between releases
   * @param message one line
   * @param exitCode what the process exits with
   */
  record Problem(String code, String message, int exitCode) {}
}
