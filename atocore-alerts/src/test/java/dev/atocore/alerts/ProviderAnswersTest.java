package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.format.Attempt;
import dev.atocore.alerts.format.Format;
import dev.atocore.alerts.format.ReceiverAnswer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each provider's answers mean. */
class ProviderAnswersTest {
  private static final Instant NOW = Instant.parse("2026-11-25T03:00:00Z");

  private static Attempt judge(Format format, int status, String body) {
    return format.judge(new ReceiverAnswer(status, null, body), NOW);
  }

  private static @Nullable Duration pause(Format format, @Nullable String header, String body) {
    return ((Attempt.Later) format.judge(new ReceiverAnswer(429, header, body), NOW)).pause();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "discord|200|{\"id\":\"1\",\"type\":0}|Accepted",
        "discord|204||Accepted",
        "discord|200|{\"code\":50035,\"message\":\"Invalid Form Body\"}|Later",
        "slack|200|ok|Accepted",
        "slack|200|invalid_token|Later",
        "slack|200|<html>Sign in</html>|Later",
        "slack|200||Accepted",
        "slack|200|OK|Accepted",
        "slack|204||Accepted",
        "slack|201|{\"id\":7}|Accepted",
        "slack|200|{\"success\":true}|Accepted",
        "slack|200|{\"ok\":true,\"error\":null}|Accepted",
        "slack|200|{\"ok\":false,\"error\":\"channel_not_found\"}|Later",
        "slack|200|{\"success\":false}|Later",
        "slack|200|{\"result\":\"error\"}|Later",
        "slack|200|{\"result\":\"ok\"}|Accepted",
        "slack|200|no_text|Later",
        "slack|200|No such hook: it was not found|Later",
        "teams|200|{\"error\":null}|Accepted",
        "teams|200|{\"error\":{\"code\":\"x\"}}|Later",
        "discord|200|OK|Accepted",
        "discord|200|{\"code\":0,\"message\":\"fine\"}|Accepted",
        "discord|200|{\"success\":false}|Later",
        "mattermost|200|{\"status_code\":200}|Accepted",
        "mattermost|204||Accepted",
        "ntfy|200|{\"id\":\"x\",\"message\":\"An error\",\"error\":\"\"}|Accepted",
        "pagerduty|202|{\"status\":\"accepted\"}|Accepted",
        "pagerduty|200|OK|Accepted",
        "pagerduty|202|{\"status\":\"success\",\"errors\":[]}|Accepted",
        "alertmanager|200|{\"errors\":[]}|Accepted",
        "telegram|200|{\"ok\":true,\"result\":{\"message_id\":5}}|Accepted",
        "telegram|200|{\"ok\":false,\"description\":\"no\"}|Later",
        "telegram|400|{\"ok\":false,\"description\":\"Bad Request: chat not found\"}|Refused",
        "telegram|502||Later",
        "apprise|200|{\"error\":null,\"details\":[[\"INFO\",\"x\",\"Sent\"]]}|Accepted",
        "apprise|204||Later",
        "apprise|424|{\"error\":\"One or more notification could not be sent\"}|Later",
        "json|200|{\"anything\":1}|Accepted",
        "slack|403|invalid_token|Refused",
        "slack|404|no_service|Refused",
        "slack|410|channel_is_archived|Refused",
        "slack|400|invalid_blocks|Refused",
        "teams|202||Accepted",
        "teams|200|1|Accepted",
        "teams|200|Webhook message delivery failed with error: Microsoft Teams endpoint returned"
            + " HTTP error 429|Later",
        "teams|400|{\"error\":{\"code\":\"WorkflowTriggerIsNotEnabled\"}}|Refused",
        "mattermost|200|ok|Accepted",
        "mattermost|200|{\"id\":\"web.incoming_webhook\",\"message\":\"no\",\"status_code\":400}|Later",
        "ntfy|200|{\"id\":\"x\",\"event\":\"message\"}|Accepted",
        "ntfy|200|{\"code\":40014,\"error\":\"invalid request\"}|Later",
        "ntfy|413|{\"code\":41303,\"http\":413,\"error\":\"too large\"}|Refused",
        "pagerduty|202|{\"status\":\"success\",\"dedup_key\":\"x\"}|Accepted",
        "pagerduty|202|{\"status\":\"invalid event\",\"message\":\"no\"}|Later",
        "pagerduty|400|{\"status\":\"invalid event\",\"message\":\"Event object is"
            + " invalid\"}|Refused",
        "alertmanager|200||Accepted",
        "alertmanager|200|{\"status\":\"success\"}|Accepted",
        "alertmanager|200|{\"status\":\"error\",\"error\":\"bad\"}|Later",
        "json|200||Accepted",
        "json|204||Accepted",
        "json|302||Later",
        "json|408||Later",
        "json|500|boom|Later",
        "json|503||Later",
        "json|400||Refused",
        "json|401||Refused",
        "json|403||Refused",
        "json|404||Refused",
        "json|410||Refused",
        "json|413||Refused",
      })
  void answer_means(String format, int status, @Nullable String body, String verdict) {
    Attempt attempt = judge(byName(format), status, body == null ? "" : body);

    assertThat(attempt.getClass().getSimpleName()).isEqualTo(verdict);
  }

  private static Format byName(String name) {
    return GoldenBodiesTest.formats()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void reason_isTheProvidersOwn() {
    assertThat(judge(Samples.format("slack"), 403, "invalid_token"))
        .isEqualTo(new Attempt.Refused("HTTP 403: invalid_token"));
    assertThat(
            judge(
                Samples.format("discord"), 404, "{\"message\":\"Unknown Webhook\",\"code\":10015}"))
        .isEqualTo(new Attempt.Refused("HTTP 404: Unknown Webhook"));
    assertThat(
            judge(
                Samples.format("pagerduty", "K"),
                400,
                "{\"status\":\"invalid event\",\"message\":\"Event object is"
                    + " invalid\",\"errors\":[\"Length of 'routing_key' is incorrect\"]}"))
        .isEqualTo(
            new Attempt.Refused(
                "HTTP 400: Event object is invalid [\"Length of 'routing_key' is incorrect\"]"));
    assertThat(judge(Samples.format("json"), 302, ""))
        .isEqualTo(
            new Attempt.Later(
                "HTTP 302: it redirects, and redirects are never followed; set the final URL",
                null,
                false));
  }

  @Test
  void retryAfter_mayBeAFractionOfSeconds() {
    assertThat(
            pause(
                Samples.format("discord"),
                "1",
                "{\"message\":\"rate limited\",\"retry_after\":0.65,\"global\":false}"))
        .isEqualTo(Duration.ofMillis(650));
    assertThat(
            pause(
                Samples.format("telegram", "5"),
                null,
                "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":35}}"))
        .isEqualTo(Duration.ofSeconds(35));
    assertThat(pause(Samples.format("discord"), null, "{\"retry_after\":64.5721}"))
        .isEqualTo(Duration.ofMillis(64_573));
    assertThat(pause(Samples.format("slack"), "30", "")).isEqualTo(Duration.ofSeconds(30));
    assertThat(pause(Samples.format("slack"), "0.2", "")).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void retryAfter_mayBeADate() {
    assertThat(pause(Samples.format("json"), "Wed, 25 Nov 2026 03:02:00 GMT", ""))
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(pause(Samples.format("json"), "Wed, 25 Nov 2026 02:00:00 GMT", ""))
        .isEqualTo(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "", "NaN", "Wed, 99 Nov 2026"})
  void retryAfter_thatMakesNoSense_isNone(String header) {
    assertThat(pause(Samples.format("json"), header, "")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e300", "Infinity", "99999999999999999999", "31536000"})
  void retryAfter_isAtMostADay(String header) {
    assertThat(pause(Samples.format("json"), header, "")).isEqualTo(Duration.ofHours(24));
  }
}
