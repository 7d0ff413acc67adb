package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nightly job as cron runs it: the real script, the real launcher, hardly any environment. */
class BatchExtractIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();
  private Path notes;

  @BeforeEach
  void prepare() throws IOException {
    notes = Files.createDirectory(home.resolve("notes"));
    Files.writeString(
        notes.resolve("a.md"),
        "# Pumps\n\nDecision: The pumps run at night.\n\nRemember: Seals are size 28.\n");
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", home.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("ATOCORE_SOURCES", notes.toString());
    environment.put("ATOCORE_PROJECT", "garden");
  }

  @Test
  void firstNight_drawsCandidatesAndSecondFindsNothingNew() throws Exception {
    Result first = run("scripts/batch-extract.sh");
    Result second = run("scripts/batch-extract.sh");

    assertThat(first.code()).as(first.output()).isZero();
    assertThat(first.output())
        .contains(" A ingest ok ", " B extract ok ", " E harness skipped ", " G integrity ok ");
    assertThat(first.output()).contains("candidates: 2");
    assertThat(second.code()).as(second.output()).isZero();
    assertThat(second.output()).contains("nothing new");
    assertThat(atocore("memory", "list", "-q").output().lines()).hasSize(2);
    assertThat(home.resolve("atocore-logs").resolve("batch-extract.log"))
        .content()
        .contains("  B| ");
    assertThat(home.resolve("atocore-logs").resolve("alerts.log")).doesNotExist();
  }

  @Test
  void failingExtractor_alertsAndKeepsTheChunksForTheNextNight() throws Exception {
    environment.put("ATOCORE_EXTRACTOR", "cat >/dev/null; echo no model today >&2; exit 7");
    Result first = run("scripts/batch-extract.sh");

    assertThat(first.code()).isEqualTo(1);
    assertThat(first.output()).contains(" B extract FAILED ", " G integrity ok ");
    Path alerts = home.resolve("atocore-logs").resolve("alerts.log");
    assertThat(Files.readString(alerts))
        .contains("\"severity\":\"critical\"", "batch-extract/B", "no model today")
        .hasLineCount(1);

    environment.put("ATOCORE_EXTRACTOR", ROOT.resolve("scripts/sample/extractor.sh").toString());
    Result second = run("scripts/batch-extract.sh");

    assertThat(second.code()).as(second.output()).isZero();
    assertThat(second.output()).contains("candidates: 2");
    assertThat(Files.readAllLines(alerts).get(1)).contains("resolved");
  }

  @Test
  void badCandidates_areKeptForALookAndDoNotHoldTheJobUp() throws Exception {
    environment.put(
        "ATOCORE_EXTRACTOR",
        "cat >/dev/null; echo 'Sure! Here are your memories:'; echo '{\"type\":\"knowledge\",\"content\":\"x\"}'");

    Result first = run("scripts/batch-extract.sh");
    Result second = run("scripts/batch-extract.sh");

    assertThat(first.code()).isEqualTo(1);
    assertThat(first.output()).contains("rejected-");
    assertThat(second.code()).as(second.output()).isZero();
    assertThat(atocore("memory", "list", "-q").output().lines()).hasSize(1);
  }

  @Test
  void heldLock_endsTheSecondRun() throws Exception {
    environment.put(
        "ATOCORE_EXTRACTOR",
        "cat >/dev/null; touch $HOME/started; while [ ! -e $HOME/go ]; do sleep 0.1; done");
    Process first = start("scripts/batch-extract.sh");
    for (int i = 0; i < 600 && !Files.exists(home.resolve("started")); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }

    Result second = run("scripts/batch-extract.sh");
    Files.createFile(home.resolve("go"));

    assertThat(second.code()).isEqualTo(1);
    assertThat(second.output()).contains("another run");
    first.getInputStream().readAllBytes();
    assertThat(first.waitFor()).isZero();
  }

  @Test
  void storeThatIsNone_failsEveryStepAndSaysWhy() throws Exception {
    Path store =
        Files.writeString(home.resolve("not.db"), "this is no database, whatever its name");
    environment.put("ATOCORE_DB", store.toString());

    Result result = run("scripts/batch-extract.sh");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output()).contains("is no AtoCore store").contains("failed=1");
    assertThat(Files.readString(store)).startsWith("this is no database");
  }

  @Test
  void demo_showsFindingsAndEndsWell() throws Exception {
    environment.remove("ATOCORE_SOURCES");
    environment.put("TMPDIR", home.toString());

    Result result = run("scripts/batch-extract.sh", "--demo");

    assertThat(result.code()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("dangling-source-chunk", "duplicate-active-memory", "Night 2");
  }

  @Test
  void usage_isHelpfulAndStrict() throws Exception {
    assertThat(run("scripts/batch-extract.sh", "--help").output()).contains("Usage:");
    assertThat(run("scripts/batch-extract.sh", "--bogus").code()).isEqualTo(2);
  }

  private Result atocore(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bin/atocore"));
    command.addAll(List.of(arguments));
    return run(command.toArray(new String[0]));
  }

  private Result run(String... command) throws Exception {
    Process process = start(command);
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  private Process start(String... command) throws IOException {
    List<String> absolute = new ArrayList<>(List.of(command));
    absolute.set(0, ROOT.resolve(command[0]).toString());
    ProcessBuilder builder =
        new ProcessBuilder(absolute).directory(home.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private record Result(int code, String output) {}
}
