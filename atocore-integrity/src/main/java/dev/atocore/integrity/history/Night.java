package dev.atocore.integrity.history;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.integrity.result.CheckStatus;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the last run of all checks on one day found, in short.
 *
 * @param date the day, such as {@code 2026-11-24}, in UTC
 * @param startedAt when the run began, ISO-8601 UTC
 * @param status what came of it
 * @param counts how many findings each check had, by the check's id
 * @param rows how many rows those tables had that only grow, by the table's name
 * @param findings those findings that the result listed
 */
public record Night(
    String date,
    String startedAt,
    CheckStatus status,
    Map<String, Long> counts,
    Map<String, Long> rows,
    List<KnownFinding> findings) {
  /** Copies the collections. */
  public Night {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    findings = List.copyOf(findings);
  }

  /**
   * A finding that the history remembers.
   *
   * @param findingId its id
   * @param checkId the check that found it
   * @param subject what it is about; may be any text
   * @param firstSeen when it was first found, ISO-8601 UTC
   * @param nights on how many days it was found since
   */
  public record KnownFinding(
      String findingId, String checkId, String subject, String firstSeen, long nights) {
    /** Writes one object: {@code finding_id, check, subject, first_seen, nights}. */
    public void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeStringField("finding_id", findingId);
      json.writeStringField("check", checkId);
      json.writeStringField("subject", subject);
      json.writeStringField("first_seen", firstSeen);
      json.writeNumberField("nights", nights);
      json.writeEndObject();
    }
  }

  /** How many findings there were in all. */
  public long total() {
    long total = 0;
    for (long count : counts.values()) {
      total += count;
    }
    return total;
  }

  Night with(List<KnownFinding> others) {
    return new Night(date, startedAt, status, counts, rows, others);
  }

  /** Writes one object: {@code date, started_at, status, findings_total, counts, rows}. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    writeHead(json);
    json.writeEndObject();
  }

  /** What the store keeps: the same with the findings. */
  String json() {
    return JsonRecord.write(
        json -> {
          json.writeStartObject();
          writeHead(json);
          json.writeArrayFieldStart("findings");
          for (KnownFinding finding : findings) {
            finding.write(json);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private void writeHead(JsonGenerator json) throws IOException {
    json.writeStringField("date", date);
    json.writeStringField("started_at", startedAt);
    json.writeStringField("status", status.word());
    json.writeNumberField("findings_total", total());
    write(json, "counts", counts);
    write(json, "rows", rows);
  }

  private static void write(JsonGenerator json, String name, Map<String, Long> counts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
  }

  /** What {@link #json} wrote; null for anything else. */
  static @Nullable Night parse(String text) {
    JsonRecord fields = JsonRecord.parse(text);
    String date = fields.text("date");
    String startedAt = fields.text("started_at");
    CheckStatus status = CheckStatus.of(fields.text("status"));
    return date == null || startedAt == null || status == null
        ? null
        : new Night(
            date,
            startedAt,
            status,
            fields.object("counts").numbers(),
            fields.object("rows").numbers(),
            fields.objects("findings").stream().map(Night::finding).toList());
  }

  private static KnownFinding finding(JsonRecord fields) {
    return new KnownFinding(
        fields.text("finding_id", ""),
        fields.text("check", ""),
        fields.text("subject", ""),
        fields.text("first_seen", ""),
        fields.number("nights", 0));
  }
}
