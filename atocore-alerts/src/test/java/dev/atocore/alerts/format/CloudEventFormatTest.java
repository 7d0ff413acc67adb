package dev.atocore.alerts.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.Dig;
import dev.atocore.alerts.Samples;
import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.json.AlertJson;
import dev.atocore.alerts.text.JsonReader;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The signature of Standard Webhooks and the attributes of a CloudEvent. */
class CloudEventFormatTest {

  /** The vector that the reference libraries of Standard Webhooks are tested with. */
  @Test
  void signature_isThatOfThePublishedVector() {
    Alert alert =
        new Alert(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Samples.TIME,
            Severity.INFO,
            "info",
            AlertStatus.FIRING,
            "t",
            "m",
            Map.of(),
            null);

    Map<String, String> headers =
        new CloudEventFormat("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .headers(alert, "{\"test\": 2432232314}", Instant.ofEpochSecond(1614265330), null);

    assertThat(headers)
        .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
        .containsEntry("webhook-timestamp", "1614265330")
        .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        .containsEntry("Content-Type", "application/cloudevents+json; charset=utf-8");
  }

  @Test
  void withoutASecret_nothingIsSigned() {
    assertThat(new CloudEventFormat(null).headers(Samples.firing(), "{}", Samples.TIME, null))
        .containsOnlyKeys("Content-Type");
  }

  @Test
  void event_hasTheRequiredAttributes() {
    Map<?, ?> event =
        JsonReader.object(
            new CloudEventFormat(null).bodies(Samples.firing(), Samples.TIME, null).get(0));

    assertThat(event.get("specversion")).isEqualTo("1.0");
    assertThat(event.get("id")).isEqualTo(Samples.firing().id());
    assertThat(event.get("source")).isEqualTo("/atocore");
    assertThat(event.get("type")).isEqualTo("dev.atocore.alert.firing");
    assertThat(event.get("subject")).isEqualTo("pipeline/queue");
    assertThat(AlertJson.read((Map<?, ?>) Dig.at(event, "data"))).isEqualTo(Samples.firing());
  }
}
