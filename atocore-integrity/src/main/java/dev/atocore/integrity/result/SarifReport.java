package dev.atocore.integrity.result;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.IntegrityCheck;
import java.io.IOException;
import java.util.List;

/** A result as SARIF 2.1.0, which code hosts and editors show. */
public final class SarifReport {
  private SarifReport() {}

  /**
   * Writes one document: a rule for each check, a result for each listed finding.
   *
   * @param checks the checks the result is of, for their descriptions
   * @param version of AtoCore, as the tool's version
   */
  public static void write(
      JsonGenerator json, IntegrityResult result, List<IntegrityCheck> checks, String version)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "atocore integrity");
    json.writeStringField("version", version);
    json.writeArrayFieldStart("rules");
    for (IntegrityCheck check : checks) {
      rule(json, check);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    invocation(json, result);
    json.writeArrayFieldStart("results");
    for (CheckResult check : result.checks()) {
      for (Finding finding : check.findings()) {
        finding(json, check, finding);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void rule(JsonGenerator json, IntegrityCheck check) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", check.id());
    text(json, "shortDescription", check.finds());
    if (!check.mend().isEmpty()) {
      text(json, "help", check.mend());
    }
    json.writeObjectFieldStart("defaultConfiguration");
    json.writeStringField("level", level(check.severity()));
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void invocation(JsonGenerator json, IntegrityResult result) throws IOException {
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", result.status() != CheckStatus.ERROR);
    json.writeStringField("startTimeUtc", result.startedAt());
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (CheckResult check : result.checks()) {
      String error = check.error();
      if (error != null) {
        json.writeStartObject();
        json.writeStringField("level", "error");
        text(json, "message", check.id() + " failed: " + error);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void finding(JsonGenerator json, CheckResult check, Finding finding)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", check.id());
    json.writeStringField("level", level(check.severity()));
    text(json, "message", finding.subject() + ": " + finding.details().message());
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField("findingId/v1", finding.findingId());
    json.writeEndObject();
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeArrayFieldStart("logicalLocations");
    json.writeStartObject();
    json.writeStringField("fullyQualifiedName", finding.subject());
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    if (finding.acknowledged()) {
      json.writeArrayFieldStart("suppressions");
      json.writeStartObject();
      json.writeStringField("kind", "external");
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String text) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case INFO -> "note";
      case WARNING -> "warning";
      case CRITICAL -> "error";
    };
  }
}
