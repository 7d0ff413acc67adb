package dev.atocore.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reaches {@code bin/atocore} from outside: locales, bytes, options of the JVM, streams. */
class LauncherInputIT {
  private static final String LAUNCHER = Checkout.ATOCORE;

  @TempDir Path folder;
  private Checkout checkout;
  private Map<String, String> environment;

  @BeforeEach
  void setUp() {
    checkout = new Checkout(folder);
    environment = checkout.environment();
    environment.put("ATOCORE_DB", folder.resolve("store.db").toString());
  }

  private static List<Path> jdks() throws IOException {
    return LauncherIT.jdks();
  }

  /** The last is not installed anywhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "LANG=en_US.UTF-8",
        "LC_CTYPE=UTF-8",
        "LANG=C",
        "LC_ALL=POSIX",
        "LC_ALL=de_DE.ISO-8859-1",
        "LC_CTYPE=ja_JP.eucJP",
        "LC_ALL=",
        "JAVA_TOOL_OPTIONS=-Dfile.encoding=ISO-8859-1",
        "LC_ALL=xx_XX.UTF-8"
      })
  void text_isUtf8WhateverTheLocaleSays(String variable) throws Exception {
    int equals = variable.indexOf('=');
    environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    environment.put("ATOCORE_ACTOR", "Jürgen 世界");
    environment.put("ATOCORE_DB", folder.resolve("Gedächtnis.db").toString());
    for (Path jdk : jdks()) {
      environment.put("JAVA_HOME", jdk.toString());
      String id =
          checkout
              .run(
                  "sh",
                  "-c",
                  LAUNCHER
                      + " memory create -q --type knowledge --status active --content 'Grüße aus"
                      + " Köln "
                      + jdk.getFileName()
                      + "'")
              .out()
              .strip();

      assertThat(checkout.atocore("memory", "show", id, "-o", "json").out())
          .contains("\"Grüße aus Köln " + jdk.getFileName() + "\"");
      assertThat(checkout.atocore("memory", "search", "Köln", "-q").out()).contains(id);
      assertThat(checkout.atocore("audit", "recent", "-o", "json").out()).contains("Jürgen 世界");
      assertThat(checkout.run("sh", "-c", "ls Gedächtnis.db").exit()).isZero();
    }
  }

  @Test
  void alert_isNeverRefusedForItsBytesOrStreams() throws Exception {
    environment.put("A", LAUNCHER);
    String emit = "\"$A\" alert emit --severity warning --title T --message ";
    Checkout.Result bytes = checkout.run("sh", "-c", emit + "\"$(printf 'f\\374r')\"");
    assertThat(bytes.exit()).isZero();
    assertThat(bytes.err()).contains("f\ufffdr");
    Checkout.Result closed = checkout.run("sh", "-c", emit + "- <&-");
    assertThat(closed.exit()).isZero();
    assertThat(closed.err()).contains("the message on stdin cannot be read");
  }

  @Test
  void bytesThatAreNoUtf8_areRefused() throws Exception {
    for (Path jdk : jdks()) {
      environment.put("JAVA_HOME", jdk.toString());
      environment.put("A", LAUNCHER);
      for (String line :
          List.of(
              "\"$A\" memory create --type knowledge --content \"$(printf 'f\\374r')\"",
              "ATOCORE_ACTOR=\"$(printf 'f\\374r')\" \"$A\" db status")) {
        Checkout.Result result = checkout.run("sh", "-c", line);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1).contains("is not UTF-8");
      }
      // The replacement character itself is text.
      assertThat(
              checkout
                  .atocore("memory", "create", "--type", "knowledge", "--content", "\uFFFD " + jdk)
                  .exit())
          .isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseG1GC",
        "-XX:+UseParallelGC",
        "-XX:-UseCompressedOops",
        "-Xshare:off",
        "-Xshare:auto",
        "-XX:SharedArchiveFile=none.jsa"
      })
  void optionsOfTheJvm_inTheEnvironment(String option) throws Exception {
    for (Path jdk : jdks()) {
      environment.put("JAVA_HOME", jdk.toString());
      makeArchiveFor(jdk);
      for (String name : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
        environment.put(name, option);
        Checkout.Result result = checkout.atocore("--version");
        environment.remove(name);
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("atocore ");
      }
    }
  }

  /** What the JVM refuses beside an archive, it takes while there is none. */
  private void makeArchiveFor(Path jdk) throws Exception {
    String name = jdk.toString().replace('/', '_');
    try (Stream<Path> archives = Files.list(Path.of("target/dist/archive"))) {
      if (archives.anyMatch(
          file -> file.toString().contains(name) && file.toString().endsWith(".archive"))) {
        return;
      }
    }
    assertThat(checkout.atocore("--make-archive").exit()).isZero();
  }

  /** What is wrong with its form is no reason to lose an alert. */
  @Test
  void alert_ofAnyBytes_goesOut() throws Exception {
    environment.put("A", LAUNCHER);
    Checkout.Result result =
        checkout.run(
            "sh",
            "-c",
            "ATOCORE_ACTOR=\"$(printf 'f\\374r')\" \"$A\" alert emit --severity critical --title"
                + " \"$(printf 'f\\374r')\" --message m");

    assertThat(result.exit()).isZero();
    assertThat(result.err()).contains("is not UTF-8");
    assertThat(checkout.atocore("alert", "recent").out()).contains("f\uFFFDr: m");
  }

  @Test
  void folder_thatIsGone() throws Exception {
    environment.put("A", LAUNCHER);
    String gone = "mkdir gone; cd gone; rmdir ../gone; \"$A\" ";

    Checkout.Result list = checkout.run("sh", "-c", gone + "memory list 2>&1 | tail -n 1");
    assertThat(list.out()).isEqualTo("atocore: the current folder was removed; go to another\n");
    assertThat(
            checkout
                .run("sh", "-c", gone + "alert emit --severity info --title T --message M")
                .exit())
        .isZero();
  }

  @Test
  void complaintsOfTheJvm_areNoResult() throws Exception {
    environment.put("JAVA_TOOL_OPTIONS", "-javaagent:/none.jar");
    for (Path jdk : jdks()) {
      environment.put("JAVA_HOME", jdk.toString());
      Checkout.Result result = checkout.atocore("memory", "list");
      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
    }
  }

  @Test
  void jdk_whoseNameHasBlanksOrBreaks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("jdk ü"), jdks().get(0));
    environment.put("JAVA_HOME", link.toString());
    assertThat(checkout.atocore("--version").exit()).isZero();

    environment.put("JAVA_HOME", link + "\r\n");
    assertThat(checkout.atocore("--version").err()).hasLineCount(1).contains("JAVA_HOME is ");
  }

  /** By a java that says where its standard streams lead, in every shell that is there. */
  @Test
  void streamThatIsClosed_isNoOtherFileForTheJvm() throws Exception {
    Path jdk = Files.createDirectory(folder.resolve("jdk"));
    Files.createDirectory(jdk.resolve("bin"));
    Path java =
        Files.writeString(
            jdk.resolve("bin/java"),
            "#!/bin/sh\nseen=$(for fd in 0 1 2; do readlink /proc/$$/fd/$fd; done)\necho \"$seen\" >\"$SEEN\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17\"\n");
    Path seen = folder.resolve("seen");
    environment.put("A", LAUNCHER);
    environment.put("SEEN", seen.toString());
    environment.put("JAVA_HOME", jdk.toString());
    Machine.needs(Files.exists(Path.of("/proc/self/fd")), "/proc");
    for (String shell : List.of("/bin/sh", "/bin/dash", "/bin/bash", "/bin/busybox sh")) {
      if (!Files.exists(Path.of(shell.split(" ", -1)[0]))) {
        continue;
      }
      for (String closed :
          List.of("<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- 2>&-", "<&- >&- 2>&-")) {
        checkout.run("sh", "-c", shell + " \"$A\" memory list " + closed);
        List<String> streams = Files.readAllLines(seen);
        assertThat(streams).as(shell + " " + closed).hasSize(3);
        assertThat(streams.get(0).equals("/dev/null")).isEqualTo(closed.contains("<&-"));
        assertThat(streams.get(1).equals("/dev/null")).isEqualTo(closed.matches("(<&- )?>&-.*"));
        // Bash itself reads the script through the number that was free, which nobody can write to.
        assertThat(List.of("/dev/null", LAUNCHER).contains(streams.get(2)))
            .isEqualTo(closed.contains("2>&-"));
      }
    }
  }

  @Test
  void streamThatIsClosed() throws Exception {
    environment.put("A", LAUNCHER);
    for (String reader : List.of("memory import -", "source import -", "state set atocore s x -")) {
      for (String from : List.of("<&-", "</")) {
        Checkout.Result result = checkout.run("sh", "-c", "\"$A\" " + reader + " " + from);
        assertThat(result.exit()).as(reader).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1).contains("stdin is ");
      }
    }
    assertThat(checkout.atocore("db", "init").exit()).isZero();
    assertThat(checkout.run("sh", "-c", "\"$A\" db status <&-").exit()).isZero();
    Checkout.Result out = checkout.run("sh", "-c", "\"$A\" db status >&-");
    assertThat(out.exit()).isEqualTo(1);
    assertThat(out.err()).hasLineCount(1).contains("the result cannot be written");
    Checkout.Result err = checkout.run("sh", "-c", "\"$A\" memory show nobody <&- 2>&-");
    assertThat(err).isEqualTo(new Checkout.Result(1, "", ""));
    assertThat(checkout.run("sh", "-c", "\"$A\" db status <&- 2>&-").out()).isNotEmpty();
  }
}
