package dev.atocore.integrity.repair;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairStep;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

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
    JsonRecord fields = JsonRecord.read(in);
    String check = fields.text("check");
    String createdAt = fields.text("created_at");
    if (check == null || createdAt == null) {
      throw bad();
    }
    return new RepairPlan(
        check,
        createdAt,
        fields.objects("steps").stream().map(RepairPlan::step).toList(),
        fields.number("left", 0));
  }

  private static RepairStep step(JsonRecord fields) {
    RepairAction action = RepairAction.of(fields.text("action"));
    String subject = fields.text("subject");
    String rowHash = fields.text("row_hash");
    if (action == null || subject == null || rowHash == null) {
      throw bad();
    }
    return new RepairStep(action, subject, fields.text("target"), rowHash);
  }

  private static IntegrityException bad() {
    return new IntegrityException(
        Kind.INVALID,
        "bad_plan",
        "this is no plan that 'atocore integrity repair -o json' printed");
  }
}
