package dev.atocore.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a test needs of the machine: programs and rights that are not there everywhere. A test whose
 * machine lacks them is skipped, unless the environment variable {@code ATOCORE_TESTS_REQUIRE} is
 * {@code all}: then it fails, so that no test passes by its absence where all tools are expected,
 * as in CI.
 */
public final class Machine {
  private static final boolean ALL = "all".equals(System.getenv("ATOCORE_TESTS_REQUIRE"));

  private Machine() {}

  /**
   * Ends the test unless the machine has what it needs.
   *
   * @param there whether it has
   * @param what what is needed and where to get it, for the report
   */
  public static void needs(boolean there, String what) {
    if (there) {
      return;
    }
    if (ALL) {
      fail("ATOCORE_TESTS_REQUIRE=all, and this machine lacks " + what);
    }
    abort("this machine lacks " + what);
  }

  /** Ends the test unless there is an executable program at that path. */
  public static void needsProgram(String path) {
    needs(Files.isExecutable(Path.of(path)), path);
  }

  /** Whether the command can be started and ends with 0 within twenty seconds. */
  public static boolean runs(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The command as run by somebody without rights. It is that command itself unless the tests run
   * as root, to whom no file mode says no.
   */
  public static List<String> unprivileged(List<String> command) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return command;
    }
    needsProgram("/usr/bin/setpriv");
    List<String> dropped =
        new ArrayList<>(
            List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    dropped.addAll(command);
    return dropped;
  }
}
