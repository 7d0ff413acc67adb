package dev.atocore.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the integrity checks found.
 *
 * @param status {@code ok}, {@code findings} or {@code error}
 * @param partial whether some of the checks were left out
 * @param keepError why the result could not be kept; null when it was
 */
public record IntegrityResult(
    String startedAt,
    long durationMs,
    List<Check> checks,
    long findingsTotal,
    String status,
    boolean partial,
    @Nullable String keepError) {

  /**
   * One check.
   *
   * @param severity {@code info}, {@code warning} or {@code critical}
   * @param count of findings; the list may hold fewer
   * @param acknowledged how many of them somebody has taken note of
   * @param error why it could not be done, or null
   * @param note what it has to say beside, or null
   */
  public record Check(
      String id,
      String severity,
      String status,
      long count,
      long acknowledged,
      @Nullable String error,
      @Nullable String note,
      List<Finding> findings) {

    static Check of(Fields f) {
      return new Check(
          f.text("id"),
          f.text("severity"),
          f.text("status"),
          f.count("count"),
          f.count("acknowledged"),
          f.textOrNull("error"),
          f.textOrNull("note"),
          f.list("findings", Finding::of));
    }
  }

  /**
   * One thing that is wrong.
   *
   * @param firstSeen null where the result was not kept
   * @param nights in how many results it was
   * @param details as the check gives them
   */
  public record Finding(
      String findingId,
      String subject,
      boolean acknowledged,
      @Nullable String firstSeen,
      long nights,
      Map<String, Object> details) {

    static Finding of(Fields f) {
      return new Finding(
          f.text("finding_id"),
          f.text("subject"),
          f.flag("acknowledged"),
          f.textOrNull("first_seen"),
          f.countOrZero("nights"),
          f.map("details"));
    }
  }

  static IntegrityResult of(Fields f) {
    return new IntegrityResult(
        f.text("started_at"),
        f.count("duration_ms"),
        f.list("checks", Check::of),
        f.count("findings_total"),
        f.text("status"),
        f.flag("partial"),
        f.textOrNull("keep_error"));
  }
}
