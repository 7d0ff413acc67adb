package dev.atocore.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The programs of this checkout, in processes of their own and with hardly any environment. */
final class Checkout {
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  static final String ATOCORE = ROOT.resolve("bin/atocore").toString();

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  /** Starts them in that folder, which is their home as well. */
  Checkout(Path folder) {
    this.folder = folder;
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", folder.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  /** The environment of what is started next. */
  Map<String, String> environment() {
    return environment;
  }

  Process start(String... command) throws IOException {
    return start(new ProcessBuilder(command));
  }

  /** Runs a command, with nothing to read, to its end. */
  Result run(String... command) throws Exception {
    Path err = Files.createTempFile(folder, "err", "");
    Process process = start(new ProcessBuilder(command).redirectError(err.toFile()));
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Result(process.exitValue(), out, Files.readString(err));
  }

  /** Runs {@code bin/atocore}. */
  Result atocore(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = ATOCORE;
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return run(command);
  }

  private Process start(ProcessBuilder builder) throws IOException {
    builder.directory(folder.toFile()).environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** What a process did. */
  record Result(int exit, String out, String err) {
    /** All that it printed. */
    String output() {
      return out + err;
    }
  }
}
