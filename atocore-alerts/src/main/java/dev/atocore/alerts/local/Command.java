package dev.atocore.alerts.local;

import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.format.Attempt;
import dev.atocore.alerts.spool.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that is run for each alert: the alert as JSON on its standard input, no arguments, no
 * shell, exit status 0 for a yes. It and all it started are killed at the deadline.
 */
public final class Command {
  private static final Set<String> KEPT =
      Set.of(
          "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR");
  private static final int STICKY = 01000;
  private static final int MAX_OUTPUT = 64 * 1024;
  private static final long LAST_WORDS_MILLIS = 200;

  private Command() {}

  /** Runs it once. What is wrong with the file can be mended, so the alert is kept. */
  public static Attempt run(Path file, String json, Deadline deadline) throws InterruptedException {
    try {
      String problem = problem(file);
      if (problem != null) {
        return new Attempt.Later(file + " " + problem, null, true);
      }
      ProcessBuilder builder = new ProcessBuilder(file.toString()).redirectErrorStream(true);
      builder.environment().keySet().retainAll(KEPT);
      builder.directory(Path.of("/").toFile());
      return finish(builder.start(), json, deadline);
    } catch (IOException e) {
      return new Attempt.Later(file + " cannot be started: " + PrivateFiles.explain(e), null, true);
    }
  }

  /** Why the file is not run; null when it is. */
  private static @Nullable String problem(Path file) throws IOException {
    if (!Files.exists(file)) {
      return "is not there";
    }
    if (!Files.isRegularFile(file)) {
      return "is not a regular file";
    }
    Path real = file.toRealPath();
    if (real.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Set<PosixFilePermission> granted = Files.getPosixFilePermissions(real);
      if (granted.contains(PosixFilePermission.GROUP_WRITE)
          || granted.contains(PosixFilePermission.OTHERS_WRITE)) {
        return "can be written by others and is not run: chmod go-w it";
      }
      if (isOpen(real.getParent())) {
        return "lies in a folder that everyone can write to and is not run";
      }
    }
    return Files.isExecutable(real) ? null : "is not executable: chmod +x it";
  }

  private static boolean isOpen(@Nullable Path folder) throws IOException {
    return folder != null
        && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)
        && Files.getAttribute(folder, "unix:mode") instanceof Integer mode
        && (mode & STICKY) == 0;
  }

  private static Attempt finish(Process process, String json, Deadline deadline)
      throws InterruptedException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    background(() -> write(process.getOutputStream(), json));
    Thread reader = background(() -> read(process.getInputStream(), said));
    try {
      if (!process.waitFor(deadline.waitMillis(), TimeUnit.MILLISECONDS)) {
        return new Attempt.Later("not done in time, and stopped", null, false);
      }
      reader.join(LAST_WORDS_MILLIS);
      int status = process.exitValue();
      return status == 0
          ? new Attempt.Accepted()
          : new Attempt.Later("exit status " + status + lastLine(said), null, false);
    } finally {
      kill(process);
    }
  }

  /** Its children first listed, then ended: once it is gone, nobody knows whose they were. */
  private static void kill(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    for (ProcessHandle child : children) {
      List<ProcessHandle> late = child.descendants().toList();
      child.destroyForcibly();
      late.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static Thread background(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (IOException e) {
                // It need not read what it is given, and may end while it is listened to.
                return;
              }
            },
            "atocore-alerts-command");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void write(OutputStream out, String json) throws IOException {
    try (out) {
      out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void read(InputStream in, ByteArrayOutputStream said) throws IOException {
    byte[] bytes = new byte[8 * 1024];
    for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
      said.write(bytes, 0, Math.min(read, MAX_OUTPUT - said.size()));
    }
  }

  private static String lastLine(ByteArrayOutputStream said) {
    String text = said.toString(StandardCharsets.UTF_8).strip();
    String last = text.substring(text.lastIndexOf('\n') + 1).strip();
    return last.isEmpty() ? "" : ": " + last;
  }
}
