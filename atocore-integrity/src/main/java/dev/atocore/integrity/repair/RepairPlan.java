package dev.atocore.integrity.repair;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.audit.io.Sha256;
import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairStep;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;

/**
 * What a repair would do, a step each change. Making one writes nothing to the store; it can be
 * kept and applied later. However many steps it has, it holds about a megabyte: the others are in a
 * private file without a name, until it is closed. Not thread-safe.
 */
public final class RepairPlan implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int ID_BYTES = 8;

  private final String checkId;
  private final String createdAt;
  private final StepFile steps;
  private final long left;

  RepairPlan(String checkId, String createdAt, StepFile steps, long left) {
    this.checkId = checkId;
    this.createdAt = createdAt;
    this.steps = steps;
    this.left = left;
  }

  /**
   * A plan of these steps.
   *
   * @param checkId the check whose findings it mends
   * @param createdAt when it was made, ISO-8601 UTC
   * @param left findings that it does not mend
   */
  public static RepairPlan of(String checkId, String createdAt, List<RepairStep> steps, long left) {
    StepFile kept = new StepFile();
    steps.forEach(kept::add);
    return new RepairPlan(checkId, createdAt, kept, left);
  }

  /** The check whose findings it mends. */
  public String checkId() {
    return checkId;
  }

  /** When it was made, ISO-8601 UTC. */
  public String createdAt() {
    return createdAt;
  }

  /** How many steps it has. */
  public long size() {
    return steps.size();
  }

  /** Findings that it does not mend. */
  public long left() {
    return left;
  }

  /**
   * What tells it from other plans, the same when it is read back: the entries of the repair have
   * it in their request id.
   */
  String id() {
    return HexFormat.of().formatHex(Sha256.of(checkId + "\n" + createdAt), 0, ID_BYTES);
  }

  /** Hands over the steps in their order. */
  public void forEach(Each each) throws IOException {
    StepFile.Steps all = open();
    for (RepairStep step = all.next(); step != null; step = all.next()) {
      each.step(step);
    }
  }

  StepFile.Steps open() {
    return steps.open();
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
    forEach(step -> step.write(json));
    json.writeEndArray();
    json.writeNumberField("left", left);
    json.writeEndObject();
  }

  /**
   * Reads what {@link #write} wrote, all of it.
   *
   * @throws IntegrityException with the code {@code bad_plan} if it is no such plan
   * @throws IOException if the stream cannot be read
   */
  public static RepairPlan read(InputStream in) throws IOException {
    StepFile steps = new StepFile();
    try (JsonParser json = JSON.createParser(in)) {
      return read(json, steps);
    } catch (JacksonException e) {
      steps.close();
      throw bad();
    } catch (IOException | RuntimeException e) {
      steps.close();
      throw e;
    }
  }

  private static RepairPlan read(JsonParser json, StepFile steps) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw bad();
    }
    String check = null;
    String createdAt = null;
    long left = 0;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "check" -> check = json.getValueAsString();
        case "created_at" -> createdAt = json.getValueAsString();
        case "left" -> left = json.getValueAsLong();
        case "steps" -> steps(json, steps);
        default -> json.skipChildren();
      }
    }
    if (check == null || createdAt == null) {
      throw bad();
    }
    return new RepairPlan(check, createdAt, steps, left);
  }

  private static void steps(JsonParser json, StepFile steps) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw bad();
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      steps.add(step(JsonRecord.next(json)));
    }
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

  @Override
  public void close() {
    steps.close();
  }

  /** Receives each step. */
  @FunctionalInterface
  public interface Each {
    void step(RepairStep step) throws IOException;
  }
}
