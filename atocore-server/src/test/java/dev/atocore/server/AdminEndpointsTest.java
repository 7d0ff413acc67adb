package dev.atocore.server;

import static dev.atocore.server.TestServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.testing.Machine;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminEndpointsTest {
  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void integrity_runsKeepsAndShowsWhatItFound() {
    String id = server.create("true");
    assertThat(server.get("/admin/integrity").statusCode()).isEqualTo(404);
    edit("UPDATE memories SET content = 'false' WHERE id = '" + id + "'");

    JsonNode run = json(server.post("/admin/integrity/run", "{}"));

    assertThat(run.get("status").asText()).isEqualTo("findings");
    assertThat(json(server.get("/admin/integrity"))).isEqualTo(run);
    assertThat(json(server.get("/admin/dashboard")).get("integrity")).isEqualTo(run);
    assertThat(server.alerts.log().recent(null, 1).get(0).alert().key()).isEqualTo("integrity");
    JsonNode some = json(server.post("/admin/integrity/run", "{\"checks\":[\"memory-drift\"]}"));
    assertThat(some.get("checks")).hasSize(1);
    assertThat(server.post("/admin/integrity/run", "{\"checks\":[\"none\"]}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void dashboard_hasTheKeysOfTheCommand() {
    server.create("one");

    JsonNode dashboard = json(server.get("/admin/dashboard"));

    assertThat(dashboard.fieldNames())
        .toIterable()
        .containsExactly(
            "integrity", "alerts", "recent_audit", "candidate_queue", "harness", "memories");
    assertThat(dashboard.get("recent_audit").get(0).get("actor").asText()).isEqualTo("api-http");
  }

  @Test
  void metrics_tellWhatHappened() {
    String id = server.create("one");
    server.post("/memory/" + id + "/promote", "");
    server.create("two");
    server.alerts.emit(AlertRequest.of(Severity.WARNING, "t", "m"));
    server.post("/admin/integrity/run", "");
    server.get("/memory/none");

    assertThat(server.get("/metrics").body())
        .contains(
            "atocore_mutations_total{action=\"created\"} 2.0",
            "atocore_mutations_total{action=\"promoted\"} 1.0",
            "atocore_mutations_total{action=\"reverted\"} 0.0",
            "atocore_audit_failures_total{outcome=\"lost\"} 0.0",
            "atocore_audit_spool_entries 0.0",
            "atocore_candidates 1.0",
            "atocore_alerts_total{decision=\"sent\",severity=\"warning\",sink=\"log\"} 1.0",
            "atocore_alerts_total{decision=\"sent\",severity=\"warning\",sink=\"state\"} 1.0",
            "atocore_integrity_findings{check=\"memory-drift\",severity=",
            "atocore_http_request_duration_seconds_bucket{method=\"GET\",route=\"/memory/{id}\",status=\"404\",le=\"+Inf\"} 1");
  }

  @Test
  void metrics_secondScrape_countsOnlyOnce() {
    server.create("one");
    server.get("/metrics");
    server.create("two");

    assertThat(server.get("/metrics").body())
        .contains("atocore_mutations_total{action=\"created\"} 2.0");
  }

  @Test
  void metrics_showAnAuditEntryThatCouldNotBeWritten() {
    edit(
        "CREATE TRIGGER full BEFORE INSERT ON memory_audit BEGIN SELECT RAISE(ABORT, 'full'); END");
    HttpResponse<String> created =
        server.post("/memory", "{\"type\":\"knowledge\",\"content\":\"kept\"}");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(server.get("/metrics").body())
        .contains(
            "atocore_audit_failures_total{outcome=\"delayed\"} 1.0",
            "atocore_audit_spool_entries 1.0");
  }

  @Test
  void metrics_areWhatPromtoolAccepts() throws Exception {
    Machine.needs(
        Files.isExecutable(Path.of("/usr/bin/promtool")), "promtool (Debian's package prometheus)");
    metrics_tellWhatHappened();
    Process promtool =
        new ProcessBuilder("/usr/bin/promtool", "check", "metrics")
            .redirectErrorStream(true)
            .start();
    try (OutputStream in = promtool.getOutputStream()) {
      in.write(server.get("/metrics").body().getBytes(UTF_8));
    }
    String says = new String(promtool.getInputStream().readAllBytes(), UTF_8);

    assertThat(promtool.waitFor()).as(says).isZero();
    assertThat(says).isEmpty();
  }

  @Test
  void accessLog_hasALineOfAsciiForEachRequest() throws IOException {
    server.close();
    Path log = folder.resolve("access.log");
    server = new TestServer(folder, config -> config.accessLog(log));

    server.raw(
        "GET /memory/x?q=%1b%5b31m HTTP/1.1\r\nHost: localhost\r\nUser-Agent: \u009b31m \"evil\"\r\nConnection: close\r\n\r\n");
    server.get("/healthz", "X-Atocore-Actor", "ann");
    server.close();

    String text = Files.readString(log);
    assertThat(text).hasLineCount(2).matches("[\\x20-\\x7e\\n]+");
    JsonNode first = json(text.lines().findFirst().orElseThrow());
    assertThat(first.get("method").asText()).isEqualTo("GET");
    assertThat(first.get("user_agent").asText()).contains("\"evil\"");
    JsonNode second = json(text.lines().skip(1).findFirst().orElseThrow());
    assertThat(second.get("route").asText()).isEqualTo("/healthz");
    assertThat(second.get("status").asInt()).isEqualTo(200);
    assertThat(second.get("actor").asText()).isEqualTo("ann");
    server = new TestServer(folder);
  }

  private void edit(String sql) {
    server
        .store
        .transactions()
        .outside(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
              }
            });
  }
}
