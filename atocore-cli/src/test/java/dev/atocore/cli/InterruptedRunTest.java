package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.testing.Machine;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while the checks run, in a process of its own. */
class InterruptedRunTest {
  @TempDir Path folder;

  @Test
  void interruptedRun_keepsWhatWasFound() throws Exception {
    Atocore atocore = new Atocore(folder);
    atocore.out("memory", "create", "--type", "knowledge", "--content", "A fact.");
    atocore.out(
        "memory", "create", "--type", "knowledge", "--content", "Cites.", "--source-chunk", "gone");
    Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
    Files.writeString(services.resolve(IntegrityCheck.class.getName()), Endless.class.getName());
    // A build in the background ignores the signal, and so would what it starts.
    String[] env = {"env", "--default-signal=INT"};
    Machine.needs(Machine.runs(env[0], env[1], "true"), "an env that resets signals");

    Process process = start(env);
    try {
      // The check says so when it has found something and goes on for ever.
      assertThat(process.inputReader().readLine()).isEqualTo("endless");
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(Files.readString(folder.resolve("stderr")))
        .contains("interrupted; what was found by then is kept");
    assertThat(atocore.out("integrity", "last", "-o", "json"))
        .contains(
            "\"interrupted\":true",
            "\"partial\":true",
            "\"subject\":\"found in time\"",
            "the run was ended before this check was done");
    assertThat(atocore.out("audit", "verify")).isNotEmpty();
  }

  private Process start(String... env) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            env[0],
            env[1],
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path") + File.pathSeparator + folder.resolve("classes"),
            Main.class.getName(),
            "integrity",
            "run",
            "--db",
            folder.resolve("store.db").toString());
    builder.environment().put("ATOCORE_ALERT_LOG", folder.resolve("alerts.log").toString());
    builder.environment().put("HOME", folder.toString());
    return builder.redirectError(folder.resolve("stderr").toFile()).start();
  }

  /** Finds something, says that it begins, and never ends. */
  public static final class Endless implements IntegrityCheck {
    @Override
    public String id() {
      return "endless";
    }

    @Override
    public Severity severity() {
      return Severity.WARNING;
    }

    @Override
    public String finds() {
      return "one thing, and then nothing for ever";
    }

    @Override
    public void run(CheckContext context, Findings findings) {
      findings.add("found in time", Details.of("was found before the run was ended"));
      System.out.println("endless");
      context.read(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute(
                  "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers)"
                      + " SELECT count(*) FROM numbers");
            }
          });
    }
  }
}
