package dev.atocore.integrity.repair;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.integrity.result.IntegrityJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a repair would do. Making a plan writes nothing; it can be kept and applied later.
 *
 * @param checkId the check whose findings it mends
 * @param createdAt when it was made, ISO-8601 UTC
 * @param steps the changes, in order
 * @param left findings that it does not mend
 */
public record RepairPlan(String checkId, String createdAt, List<RepairStep> steps, long left) {
  /** Copies the list. */
  public RepairPlan {
    steps = List.copyOf(steps);
  }

  /**
   * Writes one object: {@code check, created_at, steps:[{action, subject, target, row_hash}],
   * left}.
   */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("check", checkId);
    json.writeStringField("created_at", createdAt);
    json.writeArrayFieldStart("steps");
    for (RepairStep step : steps) {
      step.write(json);
    }
    json.writeEndArray();
    json.writeNumberField("left", left);
    json.writeEndObject();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IntegrityException with the code {@code bad_plan} if it is no such plan
   * @throws IOException if the stream cannot be read
   */
  public static RepairPlan read(InputStream in) throws IOException {
    Map<String, String> fields = new HashMap<>();
    List<RepairStep> steps = new ArrayList<>();
    long left = 0;
    try (JsonParser json = IntegrityJson.JSON.createParser(in)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw bad();
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        if (name.equals("steps") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            steps.add(step(json));
          }
        } else if (name.equals("left")) {
          left = json.getValueAsLong();
        } else if (value == JsonToken.VALUE_STRING) {
          fields.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw bad();
    }
    String check = fields.get("check");
    String createdAt = fields.get("created_at");
    if (check == null || createdAt == null) {
      throw bad();
    }
    return new RepairPlan(check, createdAt, steps, left);
  }

  private static RepairStep step(JsonParser json) throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      if (json.nextToken() == JsonToken.VALUE_STRING) {
        fields.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
    RepairAction action = RepairAction.of(fields.get("action"));
    String subject = fields.get("subject");
    String rowHash = fields.get("row_hash");
    if (action == null || subject == null || rowHash == null) {
      throw bad();
    }
    return new RepairStep(action, subject, fields.get("target"), rowHash);
  }

  private static IntegrityException bad() {
    return new IntegrityException(
        Kind.INVALID,
        "bad_plan",
        "this is no plan that 'atocore integrity repair -o json' printed");
  }
}
