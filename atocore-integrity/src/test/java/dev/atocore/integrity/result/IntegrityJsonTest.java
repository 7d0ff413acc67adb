package dev.atocore.integrity.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntegrityJsonTest {
  private static final IntegrityResult RESULT =
      new IntegrityResult(
          "2026-11-24T02:00:00.000000Z",
          12,
          List.of(
              new CheckResult(
                  "audit-gap",
                  Severity.WARNING,
                  CheckStatus.FINDINGS,
                  2,
                  1,
                  List.of(
                      new Finding(
                          "audit-gap-0011223344556677",
                          "m-1@2",
                          true,
                          "2026-11-20T02:00:00.000000Z",
                          5,
                          "atocore audit replay",
                          Details.of("gone")
                              .with("version", 2)
                              .with("memory_ids", List.of("a", "b"))
                              .withRow(Map.of("id", "m-1")))),
                  "not all",
                  null),
              new CheckResult(
                  "memory-drift",
                  Severity.WARNING,
                  CheckStatus.ERROR,
                  0,
                  0,
                  List.of(),
                  null,
                  "no luck")),
          false,
          null,
          false,
          null);

  @Test
  void write_givesTheContractsFields() {
    assertThat(IntegrityJson.text(RESULT))
        .isEqualTo(
            "{\"started_at\":\"2026-11-24T02:00:00.000000Z\",\"duration_ms\":12,\"checks\":["
                + "{\"id\":\"audit-gap\",\"severity\":\"warning\",\"status\":\"findings\",\"count\":2,"
                + "\"acknowledged\":1,\"note\":\"not all\",\"findings\":[{\"finding_id\":\"audit-gap-0011223344556677\","
                + "\"subject\":\"m-1@2\",\"acknowledged\":true,\"first_seen\":\"2026-11-20T02:00:00.000000Z\",\"nights\":5,\"mend\":\"atocore audit replay\",\"details\":{\"message\":\"gone\",\"version\":2,\"memory_ids\":[\"a\",\"b\"],\"row\":{\"id\":\"m-1\"}}}]},"
                + "{\"id\":\"memory-drift\",\"severity\":\"warning\",\"status\":\"error\",\"count\":0,"
                + "\"acknowledged\":0,\"error\":\"no luck\",\"findings\":[]}],"
                + "\"findings_total\":2,\"status\":\"error\"}");
  }

  @Test
  void parse_takesBackWhatWasWritten() {
    assertThat(IntegrityJson.parse(IntegrityJson.text(RESULT))).contains(RESULT);
  }

  @Test
  void parse_passesOverWhatLaterVersionsAdd() {
    String text =
        IntegrityJson.text(RESULT)
            .replace("\"duration_ms\"", "\"new\":{\"a\":[1,{}]},\"duration_ms\"")
            .replace("\"count\":2", "\"new\":[[]],\"count\":2")
            .replace("\"subject\"", "\"new\":{},\"subject\"");

    assertThat(IntegrityJson.parse(text)).contains(RESULT);
  }

  @Test
  void parse_ofAnythingElse_isEmpty() {
    for (String text :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"started_at\":1,\"checks\":[{}]}",
            "{\"started_at\":",
            "x")) {
      assertThat(IntegrityJson.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void details_cutLongTexts_butNoCharacterInTwo() {
    String text = "x".repeat(499) + "😀" + "y".repeat(1000);

    assertThat(Details.of("m").with("content", text).values().get("content"))
        .isEqualTo("x".repeat(499) + "…");
  }
}
