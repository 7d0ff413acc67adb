package dev.atocore.cli.command.integrity;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.show.FindingText;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.result.CheckResult;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How findings look as rows of a list. */
final class FindingRows extends RowShape<FindingRows.Row> {
  /**
   * A finding and the check that made it.
   *
   * @param check the check's result
   * @param finding one of its findings
   */
  record Row(CheckResult check, Finding finding) {}

  FindingRows() {
    super(
        "findings",
        "CHECK,SEVERITY,FINDING",
        "check,severity,finding_id,subject,acknowledged,first_seen,nights,message,mend");
  }

  @Override
  public void json(JsonGenerator json, Row row) throws IOException {
    json.writeStartObject();
    json.writeStringField("check", row.check().id());
    json.writeStringField("severity", row.check().severity().text());
    row.finding().writeFields(json);
    json.writeEndObject();
  }

  @Override
  public @Nullable Object[] cells(Row row) {
    return row(row.check().id(), row.check().severity().text(), FindingText.line(row.finding()));
  }

  @Override
  public @Nullable Object[] csv(Row row) {
    Finding finding = row.finding();
    return row(
        row.check().id(),
        row.check().severity().text(),
        finding.findingId(),
        finding.subject(),
        Boolean.toString(finding.acknowledged()),
        finding.firstSeen(),
        finding.nights(),
        finding.details().message(),
        finding.mend());
  }

  @Override
  public String id(Row row) {
    return row.finding().findingId();
  }
}
