package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.alerts.text.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Alerts that are handed to a program. */
@DisabledOnOs(OS.WINDOWS)
class CommandSinkTest {
  @TempDir Path folder;

  private Path script(String... lines) throws IOException {
    Path script = folder.resolve("notify script");
    Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  private Alerts alerts(Path script, Duration timeout) {
    return Alerts.builder()
        .logFile(folder.resolve("alerts.log"))
        .timeout(timeout)
        .webhook("exec:" + script.toUri().getRawPath() + "#min=warning")
        .build();
  }

  private SinkResult emit(Path script, String message) {
    try (Alerts alerts = alerts(script, Duration.ofMinutes(1))) {
      AlertReport report =
          alerts.emit(AlertRequest.of(Severity.WARNING, "Title", message).withKey("k"));
      return report.sinks().get(2).result();
    }
  }

  private SinkResult tried(Path script) {
    try (Alerts alerts = alerts(script, Duration.ofMinutes(1))) {
      return alerts.emit(AlertRequest.of(Severity.WARNING, "Title", "x")).sinks().get(2).result();
    }
  }

  @Test
  void alert_isJsonOnItsInput_inABareEnvironment() throws Exception {
    Path script =
        script(
            "cat > '" + folder + "/in'",
            "env > '" + folder + "/env'",
            "echo $# $PWD > '" + folder + "/args'");
    assertThat(emit(script, "grüße \u0007".repeat(20_000))).isEqualTo(SinkResult.delivered());
    var json = JsonReader.object(Files.readString(folder.resolve("in")));
    assertThat(json.get("title")).isEqualTo("Title");
    assertThat(json.get("severity")).isEqualTo("warning");
    assertThat(json.get("fingerprint")).isEqualTo("k");
    assertThat(String.valueOf(json.get("message"))).startsWith("grüße \u0007grüße");
    assertThat(Files.readString(folder.resolve("args"))).isEqualTo("0 /\n");
    assertThat(Files.readAllLines(folder.resolve("env")))
        .allMatch(
            line ->
                line.matches(
                    "(PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_ALL|LC_CTYPE|TZ|TMPDIR|PWD|OLDPWD|SHLVL|_)=.*"));
  }

  @Test
  void inputThatIsNotRead_isNoFailure() throws Exception {
    assertThat(emit(script("exit 0"), "long ".repeat(50_000))).isEqualTo(SinkResult.delivered());
  }

  @Test
  void otherExitStatus_isKept_andTriedAgain() throws Exception {
    Path script = script("echo first", "echo it is down >&2", "exit 3");
    assertThat(emit(script, "text")).isEqualTo(SinkResult.kept("exit status 3: it is down"));
    script("exit 0");
    try (Alerts alerts = alerts(script, Duration.ofMinutes(1))) {
      assertThat(alerts.flush().tried()).hasSize(1);
      assertThat(alerts.listUndelivered()).isEmpty();
      assertThat(alerts.sinks().get(2).target()).isEqualTo("exec:" + script);
      assertThat(alerts.resolve("k").sinks().get(2).result()).isEqualTo(SinkResult.delivered());
      assertThat(
              alerts
                  .emit(Severity.INFO, "t", "m", java.util.Map.of())
                  .sinks()
                  .get(2)
                  .result()
                  .kind())
          .isEqualTo(SinkResult.Kind.SKIPPED);
    }
  }

  @Test
  void deadline_endsItAndAllThatItStarted() throws Exception {
    Path script =
        script(
            "sleep 1000 & echo $! > '" + folder + "/child'",
            "echo $$ > '" + folder + "/own'",
            "cat",
            "wait");
    try (Alerts alerts = alerts(script, Duration.ofSeconds(3))) {
      AlertReport report = alerts.emit(AlertRequest.of(Severity.WARNING, "Title", "text"));
      assertThat(report.sinks().get(2).result().kind()).isEqualTo(SinkResult.Kind.KEPT);
      assertThat(report.sinks().get(2).result().reason()).contains("in time");
    }
    for (String name : List.of("child", "own")) {
      long pid = Long.parseLong(Files.readString(folder.resolve(name)).strip());
      ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    }
  }

  @Test
  void fileThatOthersCouldChange_isNotRun() throws Exception {
    Path script = script("touch '" + folder + "/ran'");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertThat(tried(script).reason()).contains("can be written by others");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xrwx"));
    assertThat(tried(script).reason()).contains("can be written by others");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(tried(script).reason()).contains("is not executable");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(tried(script).reason()).contains("a folder that everyone can write to");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    assertThat(tried(folder).reason()).contains("is not a regular file");
    assertThat(tried(folder.resolve("none")).reason()).contains("is not there");
    Path link = Files.createSymbolicLink(folder.resolve("link"), script);
    assertThat(folder.resolve("ran")).doesNotExist();
    assertThat(tried(link)).isEqualTo(SinkResult.delivered());
    assertThat(folder.resolve("ran")).exists();
  }

  @Test
  void programThatIsNone_isSaid() throws Exception {
    Path file = folder.resolve("text");
    Files.writeString(file, "#!/none/such\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    SinkResult result = tried(file);
    assertThat(result.kind()).isEqualTo(SinkResult.Kind.KEPT);
    assertThat(result.reason()).startsWith(file + " cannot be started");
  }
}
