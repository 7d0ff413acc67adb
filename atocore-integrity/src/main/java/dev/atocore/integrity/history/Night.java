package dev.atocore.integrity.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
    StringWriter text = new StringWriter();
    try (JsonGenerator json = IntegrityJson.JSON.createGenerator(text)) {
      json.writeStartObject();
      writeHead(json);
      json.writeArrayFieldStart("findings");
      for (KnownFinding finding : findings) {
        finding.write(json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A StringWriter failed, which it never does.", e);
    }
    return text.toString();
  }

  private void writeHead(JsonGenerator json) throws IOException {
    json.writeStringField("date", date);
    json.writeStringField("started_at", startedAt);
    json.writeStringField("status", status.word());
    json.writeNumberField("findings_total", total());
    json.writeObjectFieldStart("counts");
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("rows");
    for (Map.Entry<String, Long> count : rows.entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
  }

  /** What {@link #json} wrote; null for anything else. */
  static @Nullable Night parse(String text) {
    String date = null;
    String startedAt = null;
    CheckStatus status = null;
    Map<String, Long> counts = new LinkedHashMap<>();
    Map<String, Long> rows = new LinkedHashMap<>();
    List<KnownFinding> findings = new ArrayList<>();
    try (JsonParser json = IntegrityJson.JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        if (name.equals("date")) {
          date = json.getText();
        } else if (name.equals("started_at")) {
          startedAt = json.getText();
        } else if (name.equals("status")) {
          status = CheckStatus.of(json.getText());
        } else if (name.equals("counts") && value == JsonToken.START_OBJECT) {
          numbers(json, counts);
        } else if (name.equals("rows") && value == JsonToken.START_OBJECT) {
          numbers(json, rows);
        } else if (name.equals("findings") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            findings.add(finding(json));
          }
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException e) {
      return null;
    }
    return date == null || startedAt == null || status == null
        ? null
        : new Night(date, startedAt, status, counts, rows, findings);
  }

  private static void numbers(JsonParser json, Map<String, Long> numbers) throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      numbers.put(name, json.getValueAsLong());
    }
  }

  private static KnownFinding finding(JsonParser json) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    long nights = 0;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      if (name.equals("nights")) {
        nights = json.getValueAsLong();
      } else if (value == JsonToken.VALUE_STRING) {
        texts.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
    return new KnownFinding(
        texts.getOrDefault("finding_id", ""),
        texts.getOrDefault("check", ""),
        texts.getOrDefault("subject", ""),
        texts.getOrDefault("first_seen", ""),
        nights);
  }
}
