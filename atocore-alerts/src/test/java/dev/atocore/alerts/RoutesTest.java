package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.Undelivered;
import dev.atocore.alerts.text.AlertSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers as they are set: their minimum, headers, names and file. */
class RoutesTest {
  private final Path folder;

  RoutesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void forbiddenAddress_isSetAsideAtOnce() {
    try (Alerts alerts =
        Alerts.builder()
            .logFile(folder.resolve("alerts.log"))
            .webhook("http://169.254.169.254/latest/meta-data/refused/metadata")
            .build()) {
      AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());

      assertThat(Reports.of(report, "json").reason())
          .startsWith("the host is a link-local or cloud metadata address, which is refused");
      assertThat(alerts.listUndelivered()).extracting(Undelivered::dead).containsExactly(true);
    }
  }

  @Test
  void minimum_isKept() {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        Alerts alerts =
            Alerts.builder()
                .logFile(folder.resolve("alerts.log"))
                .timeout(Duration.ofMinutes(1))
                .webhook("slack+" + receiver.url("/s") + "#min=critical")
                .webhook("json+" + receiver.url("/j") + "#min=warning")
                .build()) {
      alerts.emit(Severity.INFO, "t", "m", Map.of());
      alerts.emit(Severity.WARNING, "t", "m", Map.of());
      alerts.emit(Severity.CRITICAL, "t", "m", Map.of());

      assertThat(receiver.requests())
          .extracting(LoopbackReceiver.Request::path)
          .containsExactlyInAnyOrder("/j", "/j", "/s");
    }
  }

  @Test
  void severityThatNobodyKnows_isBelowNoMinimum() {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        Alerts alerts =
            Alerts.builder()
                .logFile(folder.resolve("alerts.log"))
                .timeout(Duration.ofMinutes(1))
                .webhook("slack+" + receiver.url("/s") + "#min=critical")
                .build()) {
      AlertRequest odd = AlertRequest.of(Severity.parse("urgent"), "t", "m");
      assertThat(Reports.outcome(alerts.emit(odd), "slack")).isEqualTo("delivered");
      assertThat(Reports.outcome(alerts.emit(odd.withKey("k")), "slack")).isEqualTo("delivered");
      AlertRequest debug = AlertRequest.of(Severity.parse("debug"), "t", "m");
      assertThat(Reports.outcome(alerts.emit(debug), "slack")).isEqualTo("skipped");
    }
  }

  @Test
  void configFile_addsSinks() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok()) {
      Path file =
          config(
              """
              {"timeout": "60s", "repeat": "1h", "colour": "red",
               "sinks": [
                 {"name": "ops", "url": "json+%s", "min": "warning",
                  "headers": {"Authorization": "Bearer s3cret-token"}},
                 {"url": "json+%s#min=critical"},
                 {"name": "log", "url": "json+%s"},
                 {"name": "../x", "url": "nonsense"},
                 {"min": "info"}]}
              """
                  .formatted(receiver.url("/ops"), receiver.url("/b"), receiver.url("/c")),
              "rw-------");
      try (Alerts alerts = fromEnvironment(file)) {
        AlertReport report = alerts.emit(Severity.WARNING, "t", "m", Map.of());

        assertThat(Reports.outcome(report, "ops")).isEqualTo("delivered");
        assertThat(receiver.only().path()).isEqualTo("/ops");
        assertThat(receiver.only().headers()).containsEntry("authorization", "Bearer s3cret-token");
        assertThat(alerts.warnings())
            .anyMatch(warning -> warning.endsWith(": colour is not a setting"))
            .anyMatch(warning -> warning.contains("the name log is taken"))
            .anyMatch(warning -> warning.contains("name of sink 4 must be"))
            .anyMatch(warning -> warning.contains("not an http or https URL"))
            .anyMatch(warning -> warning.contains("sink 5 has no url"))
            .hasSize(5);
        assertThat(alerts.sinks().toString() + alerts.warnings()).doesNotContain("s3cret");
      }
    }
  }

  private Path config(String text, String mode) throws Exception {
    Path file = folder.resolve("alerts.json");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }

  private Alerts fromEnvironment(Path config) {
    return Alerts.fromEnvironment(
        Map.of("HOME", folder.toString(), "ATOCORE_ALERT_CONFIG", config.toString()));
  }

  @Test
  void configFileThatMakesNoSense_isNamedAndNotQuoted() throws Exception {
    for (String text : new String[] {"{\"sinks\": s3cret", "[\"s3cret\"]", "", "s3cret"}) {
      try (Alerts alerts = fromEnvironment(config(text, "rw-------"))) {
        assertThat(alerts.warnings()).singleElement().asString().contains("alerts.json");
        assertThat(alerts.warnings().toString()).doesNotContain("s3cret");
        assertThat(Reports.outcome(alerts.emit(Severity.INFO, "t", "m", Map.of()), "log"))
            .isEqualTo("delivered");
      }
    }
  }

  @Test
  void configFileThatSetsNothing_failsAloud() throws Exception {
    for (String text :
        new String[] {
          "{\"sinks\": {}}",
          "{\"sinks\": \"s3cret\"}",
          "{\"sinks\": [3]}",
          "{\"sinks\": [{\"url\": 5}]}",
          "{\"sinks\": [{\"url\": \"json+http://127.0.0.1:1/x\", \"headers\": \"s3cret\"}]}",
          "s3cret"
        }) {
      try (Alerts alerts = fromEnvironment(config(text, "rw-------"))) {
        assertThat(Reports.outcome(alerts.test(), "alerts.json")).as(text).isEqualTo("failed");
        assertThat(alerts.warnings().toString() + alerts.sinks()).doesNotContain("s3cret");
      }
    }
    String unknown =
        "{\"sink\": [], \"sinks\": [{\"url\": \"http://127.0.0.1:1/x\", \"header\": {}}]}";
    try (Alerts alerts = fromEnvironment(config(unknown, "rw-------"))) {
      assertThat(alerts.warnings())
          .anyMatch(warning -> warning.endsWith("alerts.json: sink is not a setting"))
          .anyMatch(warning -> warning.endsWith("sink 1: header is not a setting"));
    }
  }

  @Test
  void headerThatCannotBeSent_isRefusedInOneLine() throws Exception {
    for (String header :
        new String[] {
          "\"X-Team\": \"Gr\u00fc\u00dfe p\u00e4ssw0rd\"",
          "\"X-Team\": \"a\\r\\nX-Evil: p\u00e4ssw0rd\"",
          "\"X Team\": \"p\u00e4ssw0rd\"",
          "\"Host\": \"evil.example\"",
          "\"Authorization\": \"Bearer \u00e4\""
        }) {
      String text = "{\"sinks\": [{\"url\": \"json+http://127.0.0.1:1/x\", \"headers\": {%s}}]}";
      try (Alerts alerts = fromEnvironment(config(text.formatted(header), "rw-------"))) {
        assertThat(alerts.warnings()).as(header).singleElement().asString().contains("header");
        assertThat(alerts.warnings().toString()).doesNotContain("ssw0rd", "\n");
        assertThat(Reports.outcome(alerts.test(), "webhook-1")).isEqualTo("failed");
      }
    }
  }

  @Test
  void headerForNtfy_isEncodedAsItReadsIt() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok()) {
      String text =
          "{\"timeout\": \"60s\", \"sinks\": [{\"url\": \"ntfy+%s\", \"headers\": {\"X-Tags\":"
              + " \"gr\u00fc\u00df\"}}]}";
      Path file = config(text.formatted(receiver.url("/topic")), "rw-------");
      try (Alerts alerts = fromEnvironment(file)) {
        assertThat(Reports.outcome(alerts.test(), "ntfy")).isEqualTo("delivered");
        assertThat(receiver.only().headers()).containsEntry("x-tags", "=?UTF-8?B?Z3LDvMOf?=");
      }
    }
  }

  @Test
  void partsOfSecretHeaders_areMasked() throws Exception {
    try (LoopbackReceiver receiver =
        LoopbackReceiver.answering(
            403,
            "unknown token tok-X9, user ops-user, pass hunter22, key k3y+/4, bot 123456:AbCdEf of"
                + " AbCdEf")) {
      String text =
          """
          {"timeout": "60s", "sinks": [{"url": "json+%s", "headers": {
            "Authorization": "Bearer tok-X9", "X-Api-Key": "id=k3y+/4",
            "Proxy-Authorization": "Basic b3BzLXVzZXI6aHVudGVyMjI="}}]}
          """;
      Path file = config(text.formatted(receiver.url("/bot123456:AbCdEf/send")), "rw-------");
      try (Alerts alerts = fromEnvironment(file)) {
        alerts.emit(Severity.INFO, "t", "the hunter22", Map.of());
        String all = alerts.listUndelivered() + " " + alerts.sinks() + alerts.log().recent(null, 9);
        assertThat(all)
            .contains("unknown token ***, user ***, pass ***, key ***")
            .doesNotContain("tok-X9", "ops-user", "hunter22", "k3y", "AbCdEf");
      }
    }
  }

  @Test
  void configFileThatEveryoneCanRead_isWarnedOf() throws Exception {
    try (Alerts alerts = fromEnvironment(config("{}", "rw-r--r--"))) {
      assertThat(alerts.warnings()).singleElement().asString().contains("chmod 600");
    }
  }

  @Test
  void configFileThatIsMissing_isSaidSoWhenItWasNamed() {
    try (Alerts alerts = fromEnvironment(folder.resolve("nowhere.json"))) {
      assertThat(alerts.warnings()).singleElement().asString().contains("no such file");
    }
    try (Alerts alerts = Alerts.fromEnvironment(Map.of("HOME", folder.toString()))) {
      assertThat(alerts.warnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, 500",
    "5s, 5000",
    "7, 7000",
    "10m, 600000",
    "24h, 86400000",
    "999999999d, 315360000000"
  })
  void duration_isRead(String text, long millis) {
    assertThat(AlertSettings.duration(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0s", "-5s", "5 s", "s", "1.5s", "5w", "99999999999s", "PT5S"})
  void durationThatIsNone_isNull(String text) {
    assertThat(AlertSettings.duration(text)).isNull();
  }

  @Test
  void longestTimeout_isNoReasonToFail() {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        Alerts alerts =
            Alerts.fromEnvironment(
                Map.of(
                    "HOME",
                    folder.toString(),
                    "ATOCORE_ALERT_WEBHOOK",
                    receiver.url("/j"),
                    "ATOCORE_ALERT_REPEAT",
                    "999999999d",
                    "ATOCORE_ALERT_TIMEOUT",
                    "999999999d"))) {
      AlertReport report = alerts.emit(AlertRequest.of(Severity.INFO, "t", "m").withKey("k"));
      assertThat(Reports.outcome(report, "json")).isEqualTo("delivered");
      assertThat(alerts.flush().tried()).isEmpty();
    }
  }

  @Test
  void nameGivenTwice_isSaidByASinkOfItsOwn() throws Exception {
    Path config = folder.resolve("names.json");
    Files.writeString(
        config,
        """
        {"sinks": [
          {"url": "http://127.0.0.1:1/a", "name": "ops"},
          {"url": "http://127.0.0.1:1/b", "name": "ops"}]}
        """);
    try (Alerts alerts =
        Alerts.builder().logFile(folder.resolve("alerts.log")).config(config).build()) {
      assertThat(alerts.sinks())
          .anySatisfy(
              sink -> {
                assertThat(sink.id()).isEqualTo("webhook-2");
                assertThat(sink.lastError()).contains("another sink has the name ops");
              });
    }
  }
}
