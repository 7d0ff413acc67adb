package dev.atocore.cli.command.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.verify.AuditNotice;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.audit.verify.VerifyListener;
import dev.atocore.audit.verify.VerifyReport;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.Json;
import dev.atocore.cli.out.ProgressLine;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Prints what a verification finds, as it finds it, and at the end what it looked at. */
final class Verdicts implements VerifyListener {
  private static final long PROGRESS_EVERY = 20_000;

  private final Cli cli;
  private final long total;

  /** Kept for the end in JSON, which has one list at a time; for people, those of one memory. */
  private final List<AuditNotice> notices = new ArrayList<>();

  private final Results results;
  private final ProgressLine progress;

  /**
   * Begins the result.
   *
   * @param total how many entries there are to verify; 0 when unknown
   */
  Verdicts(Cli cli, long total) throws IOException {
    this.cli = cli;
    this.total = total;
    this.results = Results.begin(cli, "problems");
    this.progress = cli.progress();
  }

  /** Prints what is wrong, for people. */
  static void line(Cli cli, String verdict, String detail) {
    cli.out().line(cli.ansi().red(verdict) + "  " + TerminalText.oneLine(detail));
  }

  @Override
  public void problem(AuditProblem problem) {
    if (cli.forPeople()) {
      flushNotices();
      progress.clear();
      text(problem, cli.ansi().red(problem.verdict().code()));
    } else {
      results.each(json -> write(json, problem));
    }
  }

  @Override
  public void notice(AuditNotice notice) {
    switch (cli.format()) {
      case TEXT -> {
        AuditNotice before = notices.isEmpty() ? notice : notices.get(0);
        if (!before.memoryId().equals(notice.memoryId()) || before.kind() != notice.kind()) {
          flushNotices();
        }
        notices.add(notice);
      }
      case NDJSON, CSV -> results.each(json -> write(json, notice));
      case JSON -> notices.add(notice);
    }
  }

  @Override
  public void progress(long entries) {
    if (entries % PROGRESS_EVERY == 0) {
      progress.show(
          "verified "
              + entries
              + (total == 0
                  ? " entries"
                  : " of " + total + " entries, " + 100 * entries / total + " %"));
    }
  }

  /** Ends the result. */
  void end(VerifyReport report, long millis) throws IOException {
    progress.end();
    if (cli.forPeople()) {
      flushNotices();
      summary(report, millis);
    }
    results.end(
        json -> {
          json.writeArrayFieldStart("notices");
          for (AuditNotice notice : notices) {
            json.writeStartObject();
            write(json, notice);
            json.writeEndObject();
          }
          json.writeEndArray();
          range(json, report, millis);
        });
  }

  private void text(AuditProblem problem, String verdict) {
    Long entry = problem.entryId();
    cli.out()
        .line(
            verdict
                + (problem.memoryId().isEmpty()
                    ? ""
                    : "  memory "
                        + TerminalText.oneLine(problem.memoryId())
                        + "  version "
                        + problem.version())
                + (entry == null ? "" : "  entry " + entry)
                + "  "
                + TerminalText.oneLine(problem.detail()));
  }

  /** A memory that was redacted has many entries to mention: they take one line. */
  private void flushNotices() {
    if (notices.isEmpty() || !cli.forPeople()) {
      return;
    }
    AuditNotice first = notices.get(0);
    StringJoiner numbers = new StringJoiner(", ");
    for (AuditNotice notice : notices) {
      Long entry = notice.entryId();
      numbers.add(entry == null ? Long.toString(notice.version()) : "#" + entry);
    }
    progress.clear();
    cli.out()
        .line(
            cli.ansi().faint(first.kind().code())
                + "  memory "
                + TerminalText.oneLine(first.memoryId())
                + (first.entryId() == null ? "  versions " : "  entries ")
                + numbers);
    notices.clear();
  }

  private static void write(JsonGenerator json, AuditProblem problem) throws IOException {
    write(
        json,
        problem.verdict().code(),
        problem.memoryId(),
        problem.version(),
        problem.entryId(),
        problem.detail());
  }

  private static void write(JsonGenerator json, AuditNotice notice) throws IOException {
    write(
        json,
        notice.kind().code(),
        notice.memoryId(),
        notice.version(),
        notice.entryId(),
        notice.detail());
  }

  private static void write(
      JsonGenerator json,
      String verdict,
      String memoryId,
      long version,
      @Nullable Long entryId,
      String detail)
      throws IOException {
    json.writeStringField("verdict", verdict);
    json.writeStringField("memory_id", memoryId);
    json.writeNumberField("version", version);
    Json.writeNumber(json, "entry_id", entryId);
    json.writeStringField("detail", detail);
  }

  private void summary(VerifyReport report, long millis) {
    String looked =
        Count.of(report.entries(), "entry", "entries")
            + " of "
            + Count.of(report.memories(), "memory", "memories")
            + (report.entries() == 0
                ? ""
                : " (#"
                    + report.firstId()
                    + " of "
                    + seconds(report.firstAt())
                    + " to #"
                    + report.lastId()
                    + " of "
                    + seconds(report.lastAt())
                    + ")")
            + (report.redacted() == 0 ? "" : ", " + report.redacted() + " redacted")
            + (report.pruned() == 0 ? "" : ", " + report.pruned() + " pruned")
            + (report.acknowledged() == 0
                ? ""
                : ", " + Count.of(report.acknowledged(), "acknowledged gap"))
            + ", "
            + millis
            + " ms";
    cli.out()
        .line(
            report.ok()
                ? cli.ansi().green("ok") + ": " + looked
                : cli.ansi().red(Count.of(report.problems(), "problem")) + ": " + looked);
  }

  private static void range(JsonGenerator json, VerifyReport report, long millis)
      throws IOException {
    json.writeBooleanField("ok", report.ok());
    json.writeNumberField("memories", report.memories());
    json.writeNumberField("entries", report.entries());
    json.writeNumberField("redacted", report.redacted());
    json.writeNumberField("pruned", report.pruned());
    json.writeNumberField("acknowledged", report.acknowledged());
    json.writeNumberField("problems_total", report.problems());
    json.writeNumberField("first_id", report.firstId());
    json.writeNumberField("last_id", report.lastId());
    json.writeStringField("first_timestamp", report.firstAt());
    json.writeStringField("last_timestamp", report.lastAt());
    json.writeNumberField("duration_ms", millis);
  }

  /** Shown without its fraction; someone may have put any text there. */
  private static String seconds(@Nullable String timestamp) {
    if (timestamp == null) {
      return "?";
    }
    return TerminalText.oneLine(
        timestamp.length() == 27 ? timestamp.substring(0, 19) + "Z" : timestamp);
  }
}
