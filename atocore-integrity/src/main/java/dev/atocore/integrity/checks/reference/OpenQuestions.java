package dev.atocore.integrity.checks.reference;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.model.EvidenceKind;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Rows;
import java.util.List;

/** Memories that a person is asked about and that nobody has looked at yet: one kind a check. */
public final class OpenQuestions extends BuiltInCheck {
  private static final String MEND =
      "atocore memory triage, or /triage: keep the memory or invalidate it";

  private final EvidenceKind kind;
  private final String message;

  private OpenQuestions(String id, EvidenceKind kind, String finds, String message) {
    super(id, Severity.INFO, finds, MEND);
    this.kind = kind;
    this.message = message;
  }

  /** The three kinds. */
  public static List<BuiltInCheck> all() {
    return List.of(
        new OpenQuestions(
            "source-gone",
            EvidenceKind.GONE,
            "memories whose source file is gone",
            "source gone: its file is no longer there"),
        new OpenQuestions(
            "source-unsaid",
            EvidenceKind.UNSAID,
            "memories that their source no longer says",
            "its source was edited and no longer says it"),
        new OpenQuestions(
            "memory-denied",
            EvidenceKind.DENIED,
            "memories that a newer note seems to deny",
            "a newer note seems to deny it"));
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Rows.forEach(
        context,
        ReferenceSql.OPEN_QUESTIONS,
        (connection, row) ->
            findings.add(
                row.getString(1),
                Details.of(message)
                    .with("memory_id", row.getString(1))
                    .with("status", row.getString(2))
                    .with("document_id", row.getString(3))
                    .with("uri", row.getString(4))
                    .with("noted_at", row.getString(5))),
        kind.word());
  }
}
