package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The groups alert, integrity, pipeline and harness, and the dashboard. */
class NightlyCommandsTest {
  @TempDir Path folder;
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
  }

  @Test
  void alert_emit_makesNoStore() {
    Result result =
        atocore.run(
            "alert",
            "emit",
            "--severity",
            "warning",
            "--title",
            "Disk",
            "--message",
            "91 %",
            "--context",
            "host=db1",
            "disk=/srv");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("delivered  log", "skipped    state");
    assertThat(atocore.store()).doesNotExist();
    assertThat(folder.resolve("alerts.log"))
        .content()
        .contains("\"host\":\"db1\",\"disk\":\"/srv\"");
  }

  @Test
  void alert_emit_reachesTheState() {
    atocore.out("db", "init");
    String json =
        atocore.out(
            "alert",
            "emit",
            "--severity",
            "critical",
            "--title",
            "T",
            "--message",
            "M",
            "--key",
            "k",
            "-o",
            "json");

    assertThat(json)
        .contains(
            "\"severity\":\"critical\"",
            "{\"sink\":\"state\",\"outcome\":\"delivered\",\"detail\":null}");
    assertThat(atocore.out("state", "get", "atocore", "alert", "last_critical"))
        .contains("\"title\":\"T\"");
    atocore.out("alert", "resolve", "--key", "k");
    assertThat(atocore.out("alert", "recent", "-o", "json"))
        .contains("\"status\":\"resolved\"", "\"status\":\"firing\"");
    assertThat(atocore.out("alert", "recent", "--severity", "critical", "-q"))
        .as("the alert and its end")
        .hasLineCount(2);
  }

  @Test
  void alert_emit_unknownSeverity_isInfoWithAWarning() {
    Result result =
        atocore.run(
            "alert",
            "emit",
            "--severity",
            "urgent",
            "--title",
            "T",
            "--message",
            "M",
            "-o",
            "json");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("\"severity\":\"info\"");
    assertThat(result.err()).contains("\"urgent\" is no severity");
  }

  @Test
  void alert_emit_logCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    atocore.with("ATOCORE_ALERT_LOG", file.resolve("alerts.log").toString());
    Result noOther =
        atocore.run("alert", "emit", "--severity", "info", "--title", "T", "--message", "M");
    atocore.out("db", "init");
    Result state =
        atocore.run("alert", "emit", "--severity", "info", "--title", "T", "--message", "M");

    assertThat(noOther.exit()).isEqualTo(1);
    assertThat(noOther.err()).contains("no sink took the alert");
    assertThat(state.exit()).isZero();
    assertThat(state.out()).contains("failed     log", "delivered  state");
    assertThat(atocore.run("alert", "test").exit()).isEqualTo(1);
  }

  @Test
  void integrity_healthyStore() {
    atocore.create("one");

    assertThat(atocore.run("integrity", "last").exit()).isEqualTo(1);
    Result run = atocore.run("integrity", "run");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("ok        audit-tamper");
    assertThat(atocore.out("integrity", "last", "-o", "json"))
        .startsWith("{\"started_at\":")
        .contains("\"findings_total\":0,\"status\":\"ok\"");
    assertThat(atocore.out("integrity", "list", "-q"))
        .contains("dangling-source-chunk", "duplicate-active-memory", "state-of-missing-project")
        .contains("orphan-source-chunk", "audit-gap", "audit-tamper", "memory-drift")
        .contains("supersede-broken", "stale-candidate", "store-corrupt");
  }

  @Test
  void integrity_findings() {
    atocore.create("one", "--source-chunk", "gone");

    assertThat(atocore.run("integrity", "run", "--check", "dangling-source-chunk").exit())
        .isEqualTo(3);
    assertThat(atocore.run("integrity", "run", "--fail-on", "critical").exit()).isZero();
    assertThat(atocore.run("integrity", "run", "--fail-on", "never").exit()).isZero();
    assertThat(atocore.out("alert", "recent", "--severity", "warning", "-q")).isNotEmpty();
    assertThat(atocore.out("integrity", "last", "-q")).startsWith("dangling-source-chunk-");
    assertThat(atocore.run("integrity", "run", "--check", "no-such").exit()).isEqualTo(2);
    assertThat(atocore.run("integrity", "run", "--fail-on", "maybe").exit()).isEqualTo(2);
  }

  @Test
  void pipelineAndHarness() throws Exception {
    String id = atocore.create("the boiler is serviced in March", "--source-chunk", "c1");
    Path cases =
        Files.writeString(
            folder.resolve("cases.ndjson"),
            """
            {"id":"a","query":"when is the boiler serviced","expect_chunks":["c1"]}
            {"id":"b","query":"who sings","expect_text":"Maria"}
            """);

    assertThat(atocore.run("pipeline", "check"))
        .satisfies(result -> assertThat(result.exit()).isZero());
    Result harness = atocore.run("harness", "run", cases.toString(), "-o", "json");
    assertThat(harness.exit()).isEqualTo(3);
    assertThat(harness.out())
        .contains(
            "\"total\":2,\"passed\":1,\"pass_rate\":0.5,",
            "\"mode\":\"text\"",
            "\"failed\":[{\"id\":\"b\",");
    Result check = atocore.run("pipeline", "check", "-o", "json");
    assertThat(check.exit()).isEqualTo(3);
    assertThat(check.out()).contains("\"status\":\"low\"");
    assertThat(atocore.out("alert", "recent", "--severity", "warning", "-q")).hasLineCount(1);
    assertThat(atocore.run("pipeline", "check", "--min-harness", "0.5", "--max-queue", "0").exit())
        .isEqualTo(3);
    assertThat(atocore.run("pipeline", "check", "--min-harness", "0.5").exit()).isZero();
    assertThat(atocore.run("pipeline", "check", "--min-harness", "7").exit()).isEqualTo(2);
    assertThat(atocore.out("memory", "list", "-q")).isEqualTo(id);
  }

  @Test
  void dashboard_showsTheWholePicture() {
    String id = atocore.create("one \u001b[31mred");
    atocore.out(
        "alert", "emit", "--severity", "warning", "--title", "Mind", "--message", "the gap");
    atocore.out("integrity", "run");

    assertThat(atocore.out("dashboard"))
        .contains("candidate 1", "Mind: the gap", "one \\u001b[31mred")
        .doesNotContain("\u001b");
    assertThat(atocore.out("dashboard", "-o", "json"))
        .contains(
            "\"integrity\":{",
            "\"last_info\":null",
            "\"last_warning\":{",
            "\"last_critical\":null",
            "\"memory_id\":\"" + id + "\"",
            "\"candidate_queue\":{\"count\":1",
            "\"harness\":null",
            "\"memories\":{\"candidate\":1,\"active\":0,\"superseded\":0,\"invalid\":0}");
  }
}
