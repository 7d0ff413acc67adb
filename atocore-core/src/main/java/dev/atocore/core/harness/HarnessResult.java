package dev.atocore.core.harness;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * What a run of the retrieval harness found.
 *
 * @param ranAt when it ran
 * @param total cases run, at least 1
 * @param passed cases passed
 * @param failed the cases that did not
 */
public record HarnessResult(String ranAt, long total, long passed, List<FailedCase> failed) {
  /** Copies the list. */
  public HarnessResult {
    failed = List.copyOf(failed);
  }

  /** The share of cases passed, 0 to 1, with four decimals. */
  public double passRate() {
    return Math.round(10_000.0 * passed / total) / 10_000.0;
  }

  /** Writes one object: {@code ran_at, total, passed, pass_rate, failed}. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("ran_at", ranAt);
    json.writeNumberField("total", total);
    json.writeNumberField("passed", passed);
    json.writeNumberField("pass_rate", passRate());
    json.writeArrayFieldStart("failed");
    for (FailedCase failure : failed) {
      json.writeStartObject();
      json.writeStringField("id", failure.id());
      json.writeStringField("query", failure.query());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * A case that found nothing it should.
   *
   * @param id its name in the fixtures
   * @param query what was looked for
   */
  public record FailedCase(String id, String query) {}
}
