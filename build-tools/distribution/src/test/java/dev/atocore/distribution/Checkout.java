package dev.atocore.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs of this checkout, in processes of their own and with hardly any environment. */
final class Checkout {
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  static final String DIST = "build-tools/distribution/target/dist";
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

  /** A folder with a launcher alone, as if nothing were built. */
  Path copyOfTheLauncher() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("check out/bin"));
    Files.copy(Path.of(ATOCORE), bin.resolve("atocore"), StandardCopyOption.COPY_ATTRIBUTES);
    return folder.resolve("check out");
  }

  /** Copies what the build made. */
  static void copyDist(Path to) throws IOException {
    Path from = ROOT.resolve(DIST);
    for (String part : List.of("lib", "native")) {
      Files.createDirectories(to.resolve(part));
      try (Stream<Path> files = Files.list(from.resolve(part))) {
        for (Path file : files.toList()) {
          Files.copy(file, to.resolve(part).resolve(file.getFileName()));
        }
      }
    }
    for (String file : List.of("classpath", "classpath-serve", "training.jar")) {
      Files.copy(from.resolve(file), to.resolve(file));
    }
  }

  /** Whether all archives that were begun are made. */
  static boolean made(Path dist) throws IOException {
    if (!Files.isDirectory(dist.resolve("archive"))) {
      return false;
    }
    try (Stream<Path> files = Files.list(dist.resolve("archive"))) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      return names.stream().anyMatch(name -> name.endsWith(".archive"))
          && names.stream().noneMatch(name -> name.endsWith(".lock"));
    }
  }

  /** Waits until they are, or for two minutes. */
  static void awaitArchives(Path dist) throws Exception {
    Instant deadline = Instant.now().plus(Duration.ofMinutes(2));
    while (!made(dist) && Instant.now().isBefore(deadline)) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
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
