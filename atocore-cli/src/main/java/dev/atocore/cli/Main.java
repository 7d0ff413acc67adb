package dev.atocore.cli;

import dev.atocore.cli.out.Terminal;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Runner;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;

/** The entry of the {@code atocore} command. */
public final class Main {
  private Main() {}

  /**
   * Runs the command and ends the process with its exit code. It halts: everything is closed and
   * flushed by then, and {@code System.exit} starts the JDK's logging only to log the exit.
   */
  public static void main(String[] args) {
    // What is printed is for programs too: no library may write numbers or dates in other digits.
    Locale.setDefault(Locale.ROOT);
    Runner runner =
        new Runner(
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            // Its own readNBytes asks for the position, which a pipe does not have.
            new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
            System.getenv(),
            Terminal.ofProcess());
    String unreadable = NotUtf8.in(args, System.getenv());
    Runtime.getRuntime()
        .halt(unreadable == null ? runner.run(args) : runner.runDespite(unreadable, args));
  }

  /**
   * Runs one command inside this process, as if no terminal were there.
   *
   * @param out takes the result
   * @param err takes everything else
   * @param env the environment variables
   * @param in what {@code -} reads
   * @return the exit code, see {@link ExitCode}
   */
  public static int run(
      OutputStream out, OutputStream err, Map<String, String> env, InputStream in, String... args) {
    return new Runner(out, err, in, env, Terminal.NONE).run(args);
  }
}
