package dev.atocore.core.harness;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.search.SearchMode;
import java.io.IOException;
import java.util.List;

/**
 * What a run of the retrieval harness found.
 *
 * @param ranAt when it ran
 * @param total cases run, at least 1
 * @param passed cases passed
 * @param failed the cases that did not
 * @param mode by what was searched
 * @param recall the share of the expected chunks that were among the first k, of the cases that
 *     name any, 0 to 1
 * @param mrr the mean of 1 divided by the place of the first that was expected, 0 to 1
 */
public record HarnessResult(
    String ranAt,
    long total,
    long passed,
    List<FailedCase> failed,
    SearchMode mode,
    double recall,
    double mrr) {
  /** Copies the list. */
  public HarnessResult {
    failed = List.copyOf(failed);
  }

  /** The share of cases passed, 0 to 1, with four decimals. */
  public double passRate() {
    return rounded((double) passed / total);
  }

  private static double rounded(double share) {
    return Math.round(10_000.0 * share) / 10_000.0;
  }

  /** Writes one object: {@code ran_at, total, passed, pass_rate, mode, recall, mrr, failed}. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    writeFields(json);
    json.writeEndObject();
  }

  /** Writes the same fields into an object that says more. */
  public void writeFields(JsonGenerator json) throws IOException {
    json.writeStringField("ran_at", ranAt);
    json.writeNumberField("total", total);
    json.writeNumberField("passed", passed);
    json.writeNumberField("pass_rate", passRate());
    json.writeStringField("mode", mode.word());
    json.writeNumberField("recall", rounded(recall));
    json.writeNumberField("mrr", rounded(mrr));
    json.writeArrayFieldStart("failed");
    for (FailedCase failure : failed) {
      json.writeStartObject();
      json.writeStringField("id", failure.id());
      json.writeStringField("query", failure.query());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * A case that found nothing it should.
   *
   * @param id its name in the fixtures
   * @param query what was looked for
   */
  public record FailedCase(String id, String query) {}
}
