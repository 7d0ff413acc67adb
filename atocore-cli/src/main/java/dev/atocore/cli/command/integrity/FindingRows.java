package dev.atocore.cli.command.integrity;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.show.FindingText;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.result.CheckResult;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How findings look as rows of a list. */
final class FindingRows implements RowShape<FindingRows.Row> {
  /**
   * A finding and the check that made it.
   *
   * @param check the check's result
   * @param finding one of its findings
   */
  record Row(CheckResult check, Finding finding) {}

  @Override
  public String plural() {
    return "findings";
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
  public String[] titles() {
    return new String[] {"CHECK", "SEVERITY", "FINDING"};
  }

  @Override
  public @Nullable String[] cells(Row row) {
    return new @Nullable String[] {
      row.check().id(), row.check().severity().text(), FindingText.line(row.finding())
    };
  }

  @Override
  public String[] csvNames() {
    return new String[] {
      "check",
      "severity",
      "finding_id",
      "subject",
      "acknowledged",
      "first_seen",
      "nights",
      "message",
      "mend"
    };
  }

  @Override
  public @Nullable Object[] csv(Row row) {
    Finding finding = row.finding();
    return new @Nullable Object[] {
      row.check().id(),
      row.check().severity().text(),
      finding.findingId(),
      finding.subject(),
      Boolean.toString(finding.acknowledged()),
      finding.firstSeen(),
      finding.nights(),
      finding.details().message(),
      finding.mend()
    };
  }

  @Override
  public String id(Row row) {
    return row.finding().findingId();
  }
}
