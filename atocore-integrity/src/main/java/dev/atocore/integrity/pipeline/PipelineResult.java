package dev.atocore.integrity.pipeline;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How the nightly job does.
 *
 * @param checkedAt when this was looked at, ISO-8601 UTC
 * @param harness the last harness result; null when there is none
 * @param queue the candidates that wait for review
 * @param limits what it was measured against
 * @param refused lines of extractors that an import refused and nobody has looked at
 */
public record PipelineResult(
    String checkedAt,
    @Nullable LastHarness harness,
    CandidateQueue queue,
    PipelineLimits limits,
    long refused) {
  /** Whether the harness passes too few cases. False when it has not run. */
  public boolean harnessLow() {
    return harness != null && harness.passRate() < limits.minHarness();
  }

  /** Whether too many candidates wait. */
  public boolean queueLong() {
    return queue.count() > limits.maxQueue();
  }

  /** Whether nothing falls short. */
  public boolean ok() {
    return !harnessLow() && !queueLong() && refused == 0;
  }

  /**
   * Writes one object: {@code checked_at, status, harness, candidate_queue, refused}, where {@code
   * harness} is null when it has not run.
   */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("checked_at", checkedAt);
    json.writeStringField("status", ok() ? "ok" : "findings");
    json.writeFieldName("harness");
    if (harness == null) {
      json.writeNull();
    } else {
      json.writeStartObject();
      json.writeStringField("status", harnessLow() ? "low" : "ok");
      json.writeNumberField("pass_rate", harness.passRate());
      json.writeNumberField("min", limits.minHarness());
      json.writeNumberField("total", harness.total());
      json.writeNumberField("passed", harness.passed());
      json.writeStringField("ran_at", harness.ranAt());
      json.writeEndObject();
    }
    json.writeObjectFieldStart("candidate_queue");
    json.writeStringField("status", queueLong() ? "long" : "ok");
    json.writeNumberField("count", queue.count());
    json.writeNumberField("max", limits.maxQueue());
    json.writeStringField("oldest", queue.oldest());
    json.writeEndObject();
    json.writeNumberField("refused", refused);
    json.writeEndObject();
  }
}
