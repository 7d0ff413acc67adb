package dev.atocore.integrity.result;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Results as JSON: what users see, and what the store keeps. Unknown fields are passed over. */
public final class IntegrityJson {
  public static final JsonFactory JSON = new JsonFactory();

  private IntegrityJson() {}

  public static String text(IntegrityResult result) {
    return text(json -> write(json, result));
  }

  /** As text what is written. */
  public static String text(Writing writing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException("A StringWriter failed, which it never does.", e);
    }
    return text.toString();
  }

  /** Something that becomes JSON. */
  @FunctionalInterface
  public interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  static void write(JsonGenerator json, IntegrityResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("started_at", result.startedAt());
    json.writeNumberField("duration_ms", result.durationMs());
    json.writeArrayFieldStart("checks");
    for (CheckResult check : result.checks()) {
      write(json, check);
    }
    json.writeEndArray();
    json.writeNumberField("findings_total", result.findingsTotal());
    json.writeStringField("status", result.status().word());
    if (result.partial()) {
      json.writeBooleanField("partial", true);
    }
    if (result.since() != null) {
      json.writeStringField("since", result.since());
    }
    if (result.interrupted()) {
      json.writeBooleanField("interrupted", true);
    }
    if (result.keepError() != null) {
      json.writeStringField("keep_error", result.keepError());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, CheckResult check) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", check.id());
    json.writeStringField("severity", check.severity().text());
    json.writeStringField("status", check.status().word());
    json.writeNumberField("count", check.count());
    json.writeNumberField("acknowledged", check.acknowledged());
    if (check.error() != null) {
      json.writeStringField("error", check.error());
    }
    if (check.note() != null) {
      json.writeStringField("note", check.note());
    }
    json.writeArrayFieldStart("findings");
    for (Finding finding : check.findings()) {
      finding.write(json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** The result in a text; empty when it is none, since another program may have written it. */
  public static Optional<IntegrityResult> parse(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      return Optional.ofNullable(result(json));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static @Nullable IntegrityResult result(JsonParser json) throws IOException {
    String startedAt = null;
    long durationMs = 0;
    List<CheckResult> checks = new ArrayList<>();
    boolean partial = false;
    String since = null;
    boolean interrupted = false;
    String keepError = null;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      switch (name) {
        case "started_at" -> startedAt = json.getText();
        case "duration_ms" -> durationMs = json.getValueAsLong();
        case "partial" -> partial = json.getValueAsBoolean();
        case "since" -> since = json.getValueAsString();
        case "interrupted" -> interrupted = json.getValueAsBoolean();
        case "keep_error" -> keepError = json.getValueAsString();
        case "checks" -> {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            CheckResult check = check(json);
            if (check == null) {
              return null;
            }
            checks.add(check);
          }
        }
        default -> skip(json, value);
      }
    }
    return startedAt == null
        ? null
        : new IntegrityResult(
            startedAt, durationMs, checks, partial, since, interrupted, keepError);
  }

  private static @Nullable CheckResult check(JsonParser json) throws IOException {
    String id = null;
    Severity severity = null;
    CheckStatus status = null;
    long count = 0;
    long acknowledged = 0;
    List<Finding> findings = new ArrayList<>();
    String note = null;
    String error = null;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      switch (name) {
        case "id" -> id = json.getText();
        case "severity" -> severity = Severity.parse(json.getText()).severity();
        case "status" -> status = CheckStatus.of(json.getText());
        case "count" -> count = json.getValueAsLong();
        case "acknowledged" -> acknowledged = json.getValueAsLong();
        case "note" -> note = json.getValueAsString();
        case "error" -> error = json.getValueAsString();
        case "findings" -> {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            Finding finding = finding(json);
            if (finding == null) {
              return null;
            }
            findings.add(finding);
          }
        }
        default -> skip(json, value);
      }
    }
    return id == null || severity == null || status == null
        ? null
        : new CheckResult(id, severity, status, count, acknowledged, findings, note, error);
  }

  private static @Nullable Finding finding(JsonParser json) throws IOException {
    String id = null;
    String subject = null;
    boolean acknowledged = false;
    String firstSeen = "";
    long nights = 0;
    String mend = "";
    Details details = null;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      switch (name) {
        case "finding_id" -> id = json.getText();
        case "subject" -> subject = json.getText();
        case "acknowledged" -> acknowledged = json.getValueAsBoolean();
        case "first_seen" -> firstSeen = json.getText();
        case "nights" -> nights = json.getValueAsLong();
        case "mend" -> mend = json.getText();
        case "details" -> {
          if (value == JsonToken.START_OBJECT) {
            details = Details.read(json);
          } else {
            skip(json, value);
          }
        }
        default -> skip(json, value);
      }
    }
    return id == null || subject == null || details == null
        ? null
        : new Finding(id, subject, acknowledged, firstSeen, nights, mend, details);
  }

  public static void skip(JsonParser json, JsonToken value) throws IOException {
    if (value.isStructStart()) {
      json.skipChildren();
    }
  }
}
