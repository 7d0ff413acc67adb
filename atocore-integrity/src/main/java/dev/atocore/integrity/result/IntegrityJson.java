package dev.atocore.integrity.result;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.alerts.event.Severity;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Results as JSON: what users see, and what the store keeps. Unknown fields are passed over. */
public final class IntegrityJson {
  private IntegrityJson() {}

  public static String text(IntegrityResult result) {
    return JsonRecord.write(json -> write(json, result));
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
    JsonRecord fields = JsonRecord.parse(text);
    String startedAt = fields.text("started_at");
    if (startedAt == null) {
      return Optional.empty();
    }
    List<CheckResult> checks = new ArrayList<>();
    for (JsonRecord each : fields.objects("checks")) {
      CheckResult check = check(each);
      if (check == null) {
        return Optional.empty();
      }
      checks.add(check);
    }
    return Optional.of(
        new IntegrityResult(
            startedAt,
            fields.number("duration_ms", 0),
            checks,
            fields.flag("partial"),
            fields.text("since"),
            fields.flag("interrupted"),
            fields.text("keep_error")));
  }

  private static @Nullable CheckResult check(JsonRecord fields) {
    String id = fields.text("id");
    Severity severity = Severity.parse(fields.text("severity")).severity();
    CheckStatus status = CheckStatus.of(fields.text("status"));
    List<Finding> findings = new ArrayList<>();
    for (JsonRecord each : fields.objects("findings")) {
      Finding finding = finding(each);
      if (finding == null) {
        return null;
      }
      findings.add(finding);
    }
    return id == null || fields.text("severity") == null || status == null
        ? null
        : new CheckResult(
            id,
            severity,
            status,
            fields.number("count", 0),
            fields.number("acknowledged", 0),
            findings,
            fields.text("note"),
            fields.text("error"));
  }

  private static @Nullable Finding finding(JsonRecord fields) {
    String id = fields.text("finding_id");
    String subject = fields.text("subject");
    return id == null || subject == null || !(fields.values().get("details") instanceof Map)
        ? null
        : new Finding(
            id,
            subject,
            fields.flag("acknowledged"),
            fields.text("first_seen", ""),
            fields.number("nights", 0),
            fields.text("mend", ""),
            Details.of(fields.object("details")));
  }
}
