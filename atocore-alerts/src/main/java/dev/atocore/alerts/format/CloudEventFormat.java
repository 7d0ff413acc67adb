package dev.atocore.alerts.format;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.json.AlertJson;
import dev.atocore.alerts.text.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Generic JSON: a CloudEvent in structured mode, signed as Standard Webhooks say when there is a
 * secret.
 */
final class CloudEventFormat implements Format {
  private static final int MAX_ALERT_BYTES = 60_000;

  private final byte @Nullable [] secret;

  CloudEventFormat(@Nullable String secret) {
    this.secret = secret == null ? null : key(secret);
  }

  private static byte[] key(String secret) {
    if (secret.startsWith("whsec_") && secret.length() > "whsec_".length()) {
      try {
        return Base64.getDecoder().decode(secret.substring("whsec_".length()));
      } catch (IllegalArgumentException e) {
        // Not base64 after all: the text itself is the key.
        return secret.getBytes(StandardCharsets.UTF_8);
      }
    }
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String name() {
    return "json";
  }

  @Override
  public List<String> bodies(Alert alert, Instant now, @Nullable Severity replaces) {
    JsonWriter json = new JsonWriter().begin();
    json.field("specversion", "1.0").field("id", alert.id()).field("source", "/atocore");
    json.field("type", "dev.atocore.alert." + alert.status().text()).field("time", alert.ts());
    String key = alert.key();
    if (key != null && !key.isEmpty()) {
      json.field("subject", key);
    }
    json.field("datacontenttype", "application/json").name("data").begin();
    AlertJson.write(json, AlertJson.fit(alert, MAX_ALERT_BYTES));
    return List.of(json.end().end().toString());
  }

  @Override
  public Map<String, String> headers(
      Alert alert, String body, Instant now, @Nullable String follows) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/cloudevents+json; charset=utf-8");
    if (secret != null) {
      String seconds = String.valueOf(now.getEpochSecond());
      headers.put("webhook-id", alert.id());
      headers.put("webhook-timestamp", seconds);
      headers.put(
          "webhook-signature", "v1," + sign(secret, alert.id() + "." + seconds + "." + body));
    }
    return headers;
  }

  private static String sign(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
