package dev.atocore.integrity;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * One thing that the doctor has looked at.
 *
 * @param topic what, such as {@code disk}
 * @param healthy whether it is as it should be
 * @param message what was found, one line
 * @param hint what to do; empty when nothing
 */
public record Diagnosis(String topic, boolean healthy, String message, String hint) {
  static Diagnosis good(String topic, String message) {
    return new Diagnosis(topic, true, message, "");
  }

  static Diagnosis bad(String topic, String message, String hint) {
    return new Diagnosis(topic, false, message, hint);
  }

  /** Writes one object: {@code topic, status, message, hint}. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("topic", topic);
    json.writeStringField("status", healthy ? "ok" : "wrong");
    json.writeStringField("message", message);
    json.writeStringField("hint", hint);
    json.writeEndObject();
  }
}
