package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.format.Formats;
import dev.atocore.alerts.route.AlertRoute;
import dev.atocore.alerts.route.RouteParser;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.Undelivered;
import dev.atocore.alerts.text.AlertSettings;
import java.net.URI;
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

/** Which URL is which receiver, and which is none. */
class RoutesTest {
  private final Path folder;

  RoutesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static AlertRoute route(String url) throws RouteParser.BadRoute {
    return new RouteParser(new Formats(Duration.ofHours(24), null))
        .parse(url, null, null, Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "https://discord.com/api/webhooks/1/t, discord, https://discord.com/api/webhooks/1/t?wait=true",
    "https://discord.com/api/webhooks/1/t?thread_id=5, discord,"
        + " https://discord.com/api/webhooks/1/t?wait=true&thread_id=5",
    "https://discord.com/api/webhooks/1/t?wait=false&thread_id=5, discord,"
        + " https://discord.com/api/webhooks/1/t?wait=true&thread_id=5",
    "https://ptb.discord.com/api/v10/webhooks/1/t, discord,"
        + " https://ptb.discord.com/api/v10/webhooks/1/t?wait=true",
    "https://discordapp.com/api/webhooks/1/t, discord,"
        + " https://discordapp.com/api/webhooks/1/t?wait=true",
    "https://hooks.slack.com/services/T/B/x, slack, https://hooks.slack.com/services/T/B/x",
    "https://prod-1.westus.logic.azure.com:443/workflows/a/triggers/manual/paths/invoke?sig=x,"
        + " teams,"
        + " https://prod-1.westus.logic.azure.com:443/workflows/a/triggers/manual/paths/invoke?sig=x",
    "https://x.webhook.office.com/webhookb2/a, teams, https://x.webhook.office.com/webhookb2/a",
    "https://default1.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/a/triggers/manual/paths/invoke?sig=x,"
        + " teams,"
        + " https://default1.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/a/triggers/manual/paths/invoke?sig=x",
    "https://events.pagerduty.com/v2/enqueue?routing_key=K, pagerduty,"
        + " https://events.pagerduty.com/v2/enqueue",
    "https://events.pagerduty.com/K, pagerduty, https://events.pagerduty.com/v2/enqueue",
    "https://events.eu.pagerduty.com/integration/K/enqueue, pagerduty,"
        + " https://events.eu.pagerduty.com/v2/enqueue",
    "https://ntfy.sh/topic, ntfy, https://ntfy.sh/",
    "ntfy+http://127.0.0.1:80/topic?auth=x, ntfy, http://127.0.0.1:80/?auth=x",
    "mattermost+https://chat.example.com/hooks/abc, mattermost, https://chat.example.com/hooks/abc",
    "alertmanager+http://am:9093, alertmanager, http://am:9093/api/v2/alerts",
    "alertmanager+http://am:9093/prefix/, alertmanager, http://am:9093/prefix/api/v2/alerts",
    "DISCORD+http://127.0.0.1:8/x, discord, http://127.0.0.1:8/x?wait=true",
    "json+https://discord.com/api/webhooks/1/t, json, https://discord.com/api/webhooks/1/t",
    "https://example.com/a+b:c, json, https://example.com/a+b:c",
    "https://notdiscord.com/api/webhooks/1/t, json, https://notdiscord.com/api/webhooks/1/t",
    "https://discord.com.evil.example/api/webhooks/1/t, json,"
        + " https://discord.com.evil.example/api/webhooks/1/t",
    "http://[::1]:80/x, json, http://[::1]:80/x",
    "http://my_host:80/x, json, http://my_host:80/x",
    "slack+http://chat_1.web_2/x, slack, http://chat_1.web_2/x",
    "alertmanager+http://alert_manager:9093, alertmanager, http://alert_manager:9093/api/v2/alerts",
    "http://redis.1:80/x, json, http://redis.1:80/x",
    "telegram://123:AB_c-d@-1001234, telegram, https://api.telegram.org/bot123:AB_c-d/sendMessage",
    "Telegram://123%3AABc@channel_name/?thread=7, telegram,"
        + " https://api.telegram.org/bot123:ABc/sendMessage",
    "https://api.telegram.org/bot123:ABc/sendMessage?chat_id=@channel&parse_mode=HTML&protect_content=true,"
        + " telegram, https://api.telegram.org/bot123:ABc/sendMessage?protect_content=true",
    "telegram+http://127.0.0.1:8/bot123:ABc/sendMessage?chat_id=-5&message_thread_id=7, telegram,"
        + " http://127.0.0.1:8/bot123:ABc/sendMessage",
    "apprise+http://apprise:8000/notify/KEY, apprise, http://apprise:8000/notify/KEY",
    "apprise+https://example.com/apprise/notify/KEY/?tags=a%2Cb, apprise,"
        + " https://example.com/apprise/notify/KEY/",
    "exec:/usr/local/bin/notify, exec, exec:/usr/local/bin/notify",
    "smtp://u:p@mail.example.com/?from=a@x.de&to=b@y, smtp, smtp://u:p@mail.example.com/?from=a@x.de&to=b@y",
    "exec:///opt/a%20b/notify, exec, exec:///opt/a%20b/notify",
  })
  void url_isRecognised(String url, String format, String target) throws Exception {
    assertThat(route(url).format().name()).isEqualTo(format);
    assertThat(route(url).uri()).isEqualTo(URI.create(target));
    assertThat(route(url + "#min=critical").min()).isEqualTo(Severity.CRITICAL);
    assertThat(route(url + "#min=critical").id())
        .as("a receiver stays itself when its minimum changes")
        .isEqualTo(route(url).id());
    assertThat(route(url).toString()).doesNotContain("/t?", "sig=", "/abc", "routing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:passw0rd@example.com/x",
        "https://passw0rd@example.com/x",
        "json+http://user:passw0rd@127.0.0.1/x",
        "ftp://example.com/passw0rd",
        "file:///passw0rd",
        "example.com/passw0rd",
        "discord.com/api/webhooks/1/passw0rd",
        "https:///passw0rd",
        "https://exa mple.com/passw0rd",
        "https://example.com/passw0rd\u0000",
        "telegram+https://example.com/passw0rd",
        "https://example.com/passw0rd#frag",
        "https://example.com:99999/passw0rd",
        "https://example.com:0/passw0rd",
        "https://example.com:99999999999999999999/passw0rd",
        "http://my_host:99999/passw0rd",
        "http://:80/passw0rd",
        "https://example.com/passw0rd#min=loud",
        "pagerduty+https://example.com/?passw0rd=",
        "ntfy+https://example.com/?passw0rd",
        "telegram://passw0rd@-100",
        "telegram://123:passw0rd",
        "telegram://123:passw0rd@",
        "telegram://123:passw0rd@-100/5",
        "telegram://123:passw0rd@-100?thread=x",
        "telegram://123:passw0rd@-100?silent=1",
        "https://api.telegram.org/bot123:passw0rd/sendMessage",
        "https://api.telegram.org/bot123:passw0rd/getUpdates?chat_id=5",
        "apprise+https://example.com/notify/",
        "apprise+https://example.com/passw0rd",
        "exec:passw0rd",
        "exec:./passw0rd",
        "exec:~/passw0rd",
        "exec://passw0rd/x",
        "exec:/bin/sh?passw0rd",
        "exec:",
        "json+exec:/passw0rd",
        "smtp://user:passw0rd@mail.example.com/",
        "smtp://user:passw0rd@mail.example.com/?from=a@x",
        "smtp://user:passw0rd@mail.example.com/?to=a@x",
        "smtp://user:passw0rd@mail.example.com/?from=a@x&to=b",
        "smtp://user:passw0rd@mail.example.com/?from=a@x&to=b@y%0D%0ABcc:c@z",
        "smtp://user:passw0rd@mail.example.com/?from=A%20<a@x>&to=b@y",
        "smtp://user:passw0rd@mail.example.com/?from=a@x&to=b@y,",
        "smtp://user:passw0rd@mail.example.com/?from=a@x&to=b@y&starttls=maybe",
        "smtps://user:passw0rd@mail.example.com/?from=a@x&to=b@y&starttls=required",
        "smtp://user:passw0rd@mail.example.com/?from=a@x&to=b@y&cc=c@z",
        "smtp://user:passw0rd@mail.example.com:0/?from=a@x&to=b@y",
        "smtp://user:passw0rd@mail.example.com/inbox?from=a@x&to=b@y",
        "smtp://passw0rd@mail.example.com/?from=a@x&to=b@y",
        "smtp://user:passw0rd@/?from=a@x&to=b@y",
        "smtp:user:passw0rd",
        "passw0rd"
      })
  void urlThatCannotBeUsed_isSaidSoWithoutIt(String url) {
    assertThatThrownBy(() -> route(url))
        .isInstanceOf(RouteParser.BadRoute.class)
        .satisfies(e -> assertThat(e.toString()).doesNotContain("passw0rd"));
    try (Alerts alerts =
        Alerts.builder().logFile(folder.resolve("alerts.log")).webhook(url).build()) {
      assertThat(alerts.warnings()).hasSize(1);
      AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());
      assertThat(Reports.outcome(report, "webhook-1")).isEqualTo("failed");
      assertThat(report.toString() + alerts.warnings() + alerts.sinks() + alerts)
          .doesNotContain("passw0rd");
    }
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
}
