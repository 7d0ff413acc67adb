package dev.atocore.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.testing.Machine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real {@code bin/atocore} in processes of its own, with hardly any environment. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of(Checkout.ATOCORE);

  @TempDir Path folder;
  private Checkout checkout;
  private Map<String, String> environment;

  @BeforeEach
  void setUp() {
    checkout = new Checkout(folder);
    environment = checkout.environment();
    environment.put("ATOCORE_DB", folder.resolve("store.db").toString());
  }

  /** This JDK, and any other that Debian's usual folder has. */
  static List<Path> jdks() throws IOException {
    List<Path> jdks = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    Path usual = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(usual)) {
      try (Stream<Path> installed = Files.list(usual)) {
        for (Path jdk : installed.filter(each -> !Files.isSymbolicLink(each)).toList()) {
          if (Files.isExecutable(jdk.resolve("bin/javac")) && !jdk.equals(jdks.get(0))) {
            jdks.add(jdk);
          }
        }
      }
    }
    return jdks;
  }

  @Test
  void link_fromAnyFolder() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("my bin"));
    Files.createSymbolicLink(bin.resolve("first"), LAUNCHER);
    Files.createSymbolicLink(bin.resolve("ato"), Path.of("first"));

    assertThat(checkout.run(bin.resolve("ato").toString(), "--version").out())
        .startsWith("atocore ");
    environment.put("PATH", bin + ":/usr/bin:/bin");
    assertThat(checkout.run("sh", "-c", "cd / && ato --version").out()).startsWith("atocore ");
    assertThat(
            checkout
                .run("sh", "-c", "cd '" + LAUNCHER.getParent() + "' && sh atocore --version")
                .out())
        .startsWith("atocore ");
  }

  @Test
  void pipe_isReadForTheHyphen() throws Exception {
    Checkout.Result created =
        checkout.run(
            "sh",
            "-c",
            "printf 'Water at nine.\\n' | "
                + LAUNCHER
                + " memory create --type knowledge --content -");
    assertThat(created.err()).isEmpty();
    assertThat(created.exit()).isZero();

    Checkout.Result set =
        checkout.run(
            "sh", "-c", "echo '{\"a\":1}' | " + LAUNCHER + " state set atocore status x -");
    assertThat(set.err()).isEmpty();
    assertThat(checkout.atocore("state", "get", "atocore", "status", "x").out()).contains("\"a\"");
    assertThat(checkout.atocore("memory", "list").out()).contains("Water at nine.");
  }

  @Test
  void link_keepsTheCallersFolderForRelativePaths() throws Exception {
    assertThat(checkout.atocore("--db", "here.db", "db", "init").exit()).isZero();
    assertThat(folder.resolve("here.db")).exists();
  }

  @Test
  void build_missing() throws Exception {
    Path copy = checkout.copyOfTheLauncher();
    Checkout.Result result = checkout.run(copy.resolve("bin/atocore").toString(), "--version");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .hasLineCount(1)
        .contains("not built yet", "./mvnw -q -DskipTests package");
  }

  /** By a java that only says how it was started. */
  @Test
  void compiler_isChosenByTheCommandAndTheSizeOfTheStore() throws Exception {
    Path launcher = checkout.copyOfTheLauncher().resolve("bin/atocore");
    Path jdk = Files.createDirectory(folder.resolve("jdk"));
    Files.createDirectory(jdk.resolve("bin"));
    Path java = Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\necho \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17\"\n");
    Path dist = launcher.resolve("../..").resolve(Checkout.DIST).normalize();
    Path archives = Files.createDirectories(dist.resolve("archive"));
    Files.writeString(dist.resolve("classpath"), "none.jar\n");
    Files.writeString(dist.resolve("classpath-serve"), "serving.jar\n");
    Files.createFile(archives.resolve(jdk.toString().replace('/', '_') + "-17.archive"));
    environment.put("JAVA_HOME", jdk.toString());
    Path large = folder.resolve("large.db");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(17 * 1024 * 1024);
    }
    String ato = launcher.toString();
    String hash = "SHA2.implCompress0";

    assertThat(checkout.run(ato, "audit", "recent").out())
        .contains("StopAtLevel=1")
        .doesNotContain(hash);
    assertThat(checkout.run(ato, "memory", "import", "x").out())
        .contains("StopAtLevel=4", "none.jar ")
        .doesNotContain("serving.jar");
    for (String resident : List.of("serve", "mcp")) {
      assertThat(checkout.run(ato, resident).out()).contains("none.jar:", "serving.jar ");
    }
    assertThat(checkout.run(ato, "audit", "verify").out()).contains("StopAtLevel=1", hash);
    for (String[] db : new String[][] {{"--db", large.toString()}, {"--db=" + large}}) {
      List<String> line = new ArrayList<>(List.of(ato));
      line.addAll(List.of(db));
      line.addAll(List.of("audit", "verify"));
      assertThat(checkout.run(line.toArray(String[]::new)).out())
          .contains("StopAtLevel=4")
          .doesNotContain(hash);
    }
    environment.put("ATOCORE_DB", large.toString());
    assertThat(checkout.run(ato, "-o", "json", "audit", "export").out()).contains("StopAtLevel=4");
  }

  @Test
  void java_missingOrTooOld() throws Exception {
    environment.put("JAVA_HOME", folder.toString());
    assertThat(checkout.atocore("--version").err())
        .hasLineCount(1)
        .contains("JAVA_HOME is " + folder);

    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\necho started >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Checkout.Result old = checkout.atocore("--version");
    assertThat(old.exit()).isEqualTo(1);
    assertThat(old.err())
        .hasLineCount(1)
        .contains("is version 11.0.2, and atocore needs 17 or newer");
  }

  @Test
  void java_withoutReleaseFile_isAsked() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path java =
        Files.writeString(
            bin.resolve("java"),
            "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'openjdk version \"1.8.0_292\"' >&2; else echo started >&2; fi\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment.put("JAVA_HOME", folder.toString());

    assertThat(checkout.atocore("--version").err()).contains("is version 1.8.0_292");
  }

  @Test
  void java_fromThePath() throws Exception {
    environment.remove("JAVA_HOME");
    environment.put("PATH", System.getProperty("java.home") + "/bin:/usr/bin:/bin");

    assertThat(checkout.atocore("--version").exit()).isZero();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void commands_onEveryJdk(Path jdk) throws Exception {
    environment.put("JAVA_HOME", jdk.toString());
    for (int round = 0; round < 2; round++) {
      Checkout.Result created =
          checkout.atocore(
              "memory",
              "create",
              "-q",
              "--type",
              "knowledge",
              "--content",
              "Zürich 世界 🎉 " + round);
      assertThat(created.exit()).as(created.toString()).isZero();
      assertThat(created.err()).isEmpty();
      Checkout.Result shown = checkout.atocore("memory", "show", created.out().strip());
      assertThat(shown.err()).isEmpty();
      assertThat(shown.out()).endsWith("Zürich 世界 🎉 " + round + "\n");
      Checkout.Result recent = checkout.atocore("audit", "recent", "-q");
      assertThat(recent).isEqualTo(new Checkout.Result(0, round == 0 ? "1\n" : "2\n1\n", ""));
      assertThat(checkout.atocore("memory", "show", "nobody").exit()).isEqualTo(1);
      // The second round finds the archives made.
      Checkout.awaitArchives(Checkout.ROOT.resolve(Checkout.DIST));
    }
  }

  @Test
  void home_missing() throws Exception {
    environment.put("HOME", "/nonexistent");
    assertThat(checkout.atocore("db", "init").exit()).isZero();
    assertThat(checkout.atocore("memory", "list").exit()).isZero();

    environment.remove("ATOCORE_DB");
    environment.put("HOME", "/proc/none");
    Checkout.Result created = checkout.atocore("db", "init");
    assertThat(created.exit()).isEqualTo(1);
    assertThat(created.err()).hasLineCount(1).contains("cannot be made");
  }

  @Test
  void reader_thatGoesAway() throws Exception {
    environment.put("A", LAUNCHER.toString());
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      lines
          .append("{\"type\":\"knowledge\",\"content\":\"fact ")
          .append(i)
          .append(" of many, long enough to fill a pipe\"}\n");
    }
    Files.writeString(folder.resolve("many.ndjson"), lines.toString());
    assertThat(
            checkout.atocore("memory", "import", folder.resolve("many.ndjson").toString()).exit())
        .isZero();

    Checkout.Result result =
        checkout.run("sh", "-c", "{ \"$A\" memory export; echo \"exit $?\" >&2; } | head -n 1");
    assertThat(result.out()).hasLineCount(1);
    assertThat(result.err()).isEqualTo("exit 141\n");
  }

  @Test
  void disk_thatIsFull() throws Exception {
    Machine.needs(Files.exists(Path.of("/dev/full")), "/dev/full");
    environment.put("A", LAUNCHER.toString());

    Checkout.Result result = checkout.run("sh", "-c", "\"$A\" --help >/dev/full");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).hasLineCount(1).contains("the result cannot be written");
  }

  @Test
  void interrupt_endsItWithoutAWord() throws Exception {
    // A build in the background ignores the signal, and so do its children unless told otherwise.
    String[] env = {"env", "--default-signal=INT"};
    Machine.needs(Machine.runs(env[0], env[1], "true"), "an env that resets signals");
    Process process =
        checkout.start(
            env[0],
            env[1],
            LAUNCHER.toString(),
            "memory",
            "create",
            "--type",
            "knowledge",
            "--content",
            "-");
    // It waits for stdin, which nobody closes; what it has loaded by then does not matter. Sent
    // again in case env had not
    // begun to listen.
    Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
    do {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    } while (!process.waitFor(200, TimeUnit.MILLISECONDS) && Instant.now().isBefore(deadline));

    assertThat(process.isAlive()).isFalse();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
  }

  @Test
  void completion_completesInBash() throws Exception {
    Machine.needsProgram("/bin/bash");
    Files.writeString(folder.resolve("completion"), checkout.atocore("completion", "bash").out());

    Checkout.Result result =
        checkout.run(
            "bash",
            "-c",
            ". ./completion; COMP_WORDS=(atocore memory auto); COMP_CWORD=2; _complete_atocore; echo \"${COMPREPLY[@]}\"");
    assertThat(result.out()).isEqualTo("auto-promote\n");
  }
}
