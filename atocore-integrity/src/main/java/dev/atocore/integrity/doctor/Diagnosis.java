package dev.atocore.integrity.doctor;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * One thing that the doctor has looked at.
 *
 * @param topic what, such as {@code disk}
 * @param state whether it is as it should be
 * @param message what was found, one line
 * @param hint what to do; empty when nothing
 */
public record Diagnosis(String topic, State state, String message, String hint) {
  /** Whether something is as it should be. */
  public enum State {
    /** It is. */
    OK("ok"),
    /** It is, and there is something one might want. */
    HINT("hint"),
    /** It is not. */
    WRONG("wrong");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** The word shown. */
    public String word() {
      return word;
    }
  }

  static Diagnosis good(String topic, String message) {
    return new Diagnosis(topic, State.OK, message, "");
  }

  static Diagnosis hint(String topic, String message, String hint) {
    return new Diagnosis(topic, State.HINT, message, hint);
  }

  static Diagnosis bad(String topic, String message, String hint) {
    return new Diagnosis(topic, State.WRONG, message, hint);
  }

  /** Whether nothing is wrong. */
  public boolean healthy() {
    return state != State.WRONG;
  }

  /** Writes one object: {@code topic, status, message, hint}. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("topic", topic);
    json.writeStringField("status", state.word());
    json.writeStringField("message", message);
    json.writeStringField("hint", hint);
    json.writeEndObject();
  }
}
