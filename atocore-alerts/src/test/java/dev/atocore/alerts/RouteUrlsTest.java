package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.format.Formats;
import dev.atocore.alerts.route.AlertRoute;
import dev.atocore.alerts.route.RouteParser;
import dev.atocore.alerts.sink.AlertReport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URL is which receiver, and which is none. */
class RouteUrlsTest {
  private final Path folder;

  RouteUrlsTest(@TempDir Path folder) {
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
    "https://b\u00FCcher.example:8443/gr\u00FC\u00DFe?a=\u00FC, json,"
        + " https://xn--bcher-kva.example:8443/gr%C3%BC%C3%9Fe?a=%C3%BC",
    "alertmanager+http://\u4F8B\u3048\u3002\u30C6\u30B9\u30C8, alertmanager,"
        + " http://xn--r8jz45g.xn--zckzah/api/v2/alerts",
    "https://xn--strae-oqa.example/x, json, https://xn--strae-oqa.example/x",
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
    "smtp://u:p@mail.example.com/?from=a@x.de&to=b@y, smtp,"
        + " smtp://u:p@mail.example.com/?from=a@x.de&to=b@y",
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
        "https://stra\u00DFe.example/passw0rd",
        "https://b\u00FCcher\uFF0Fexample.com/passw0rd",
        "https://b\u00FCcher\uFF20example.com/passw0rd",
        "https://\u00FC..example/passw0rd",
        "smtp://user:passw0rd@stra\u00DFe.example/?from=a@x&to=b@y",
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
}
