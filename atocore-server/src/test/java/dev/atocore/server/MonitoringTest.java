package dev.atocore.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts/monitoring gives to Prometheus and Grafana, against the metrics that there are. */
class MonitoringTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Path MONITORING = REPOSITORY.resolve("scripts/monitoring");
  private static final Pattern METRIC = Pattern.compile("\\batocore_[a-z_]+\\b");

  @TempDir Path folder;

  @Test
  void rules_areWhatPromtoolAccepts_andDoWhatTheirTestsSay() throws Exception {
    promtool("check", "rules", MONITORING.resolve("atocore.rules.yml").toString());
    promtool("test", "rules", MONITORING.resolve("atocore.rules.test.yml").toString());
  }

  @Test
  void dashboardsExpressions_areWhatPromtoolAccepts() throws Exception {
    StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
    List<JsonNode> expressions = dashboard().findValues("expr");
    for (JsonNode expression : expressions) {
      String plain =
          expression.asText().replace("$__rate_interval", "5m").replace("$instance", ".*");
      rules.append("  - record: a:b\n    expr: ").append(quoted(plain)).append('\n');
      rules.append("    labels: {n: \"").append(rules.length()).append("\"}\n");
    }
    Path file = Files.writeString(folder.resolve("dashboard.yml"), rules);

    assertThat(expressions).hasSizeGreaterThan(10);
    promtool("check", "rules", file.toString());
  }

  @Test
  void metricsThatAreAskedFor_areThoseThatTheDocumentationHas() throws IOException {
    Set<String> documented = metrics(Files.readString(REPOSITORY.resolve("docs/http.md")));

    assertThat(documented)
        .containsAll(metrics(Files.readString(MONITORING.resolve("atocore.rules.yml"))))
        .containsAll(metrics(Files.readString(MONITORING.resolve("grafana-dashboard.json"))));
  }

  @Test
  void metricsOfAServer_areInTheDocumentation_andTheOtherWayRound() throws IOException {
    Set<String> documented = metrics(Files.readString(REPOSITORY.resolve("docs/http.md")));
    Set<String> scraped;
    try (TestServer server = new TestServer(folder)) {
      server.post("/admin/integrity/run", "");
      server.alerts.emit(AlertRequest.of(Severity.WARNING, "t", "m"));
      scraped = metrics(server.get("/metrics").body());
    }
    // Nobody was refused.
    scraped.add("atocore_refusals_total");

    assertThat(scraped).isEqualTo(documented);
  }

  private static JsonNode dashboard() throws IOException {
    return new ObjectMapper().readTree(MONITORING.resolve("grafana-dashboard.json").toFile());
  }

  /** Their names, without what Prometheus puts behind those of histograms. */
  private static Set<String> metrics(String text) {
    Set<String> names = new TreeSet<>();
    Matcher found = METRIC.matcher(text);
    while (found.find()) {
      names.add(found.group().replaceFirst("(seconds)_(bucket|count|sum)$", "$1"));
    }
    return names;
  }

  private static String quoted(String expression) {
    return "'" + expression.replace("'", "''") + "'";
  }

  private static void promtool(String... arguments) throws Exception {
    Machine.needs(
        Files.isExecutable(Path.of("/usr/bin/promtool")), "promtool (Debian's package prometheus)");
    List<String> command = new ArrayList<>(List.of("/usr/bin/promtool"));
    command.addAll(List.of(arguments));
    Process promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String says = new String(promtool.getInputStream().readAllBytes(), UTF_8);
    assertThat(promtool.waitFor()).as(says).isZero();
  }
}
