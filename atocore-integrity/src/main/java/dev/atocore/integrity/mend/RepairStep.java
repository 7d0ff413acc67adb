package dev.atocore.integrity.mend;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One change of a repair.
 *
 * @param action what it does
 * @param subject the memory, project, document or table that it is done to
 * @param target the memory that supersedes the subject; null for every other action
 * @param rowHash what the subject's row looked like when the plan was made: if it has changed
 *     since, the step is not made
 */
public record RepairStep(
    RepairAction action, String subject, @Nullable String target, String rowHash) {

  /** The step in a line; the subject may be any text. */
  public String describe() {
    return action.word().replace('_', ' ')
        + " "
        + subject
        + (target == null ? "" : " by " + target);
  }

  /** Writes one object: {@code action, subject, target, row_hash}. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("action", action.word());
    json.writeStringField("subject", subject);
    json.writeStringField("target", target);
    json.writeStringField("row_hash", rowHash);
    json.writeEndObject();
  }
}
