package dev.atocore.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.integrity.result.JUnitReport;
import dev.atocore.integrity.result.SarifReport;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.w3c.dom.Element;

@ExtendWith(StoreExtension.class)
class ReportsTest {
  private static final String HOSTILE = "]]><x a='\" & \u0000 \u001b \ufffe\n";

  private final StoreFixture fixture;
  private final IntegrityResult result;

  ReportsTest(StoreFixture fixture) {
    this.fixture = fixture;
    fixture.other.run(
        "INSERT INTO source_chunks (id, document_id, content) VALUES (?, 'gone', 'x'), ('known',"
            + " 'gone', 'x')",
        HOSTILE);
    fixture.integrity.acknowledge(
        Integrity.findingId("orphan-source-chunk", "known"), "ann", null, null);
    fixture.other.run("DROP TABLE memories_fts_docsize");
    result = fixture.integrity.run(RunOptions.all());
  }

  @Test
  void sarif_hasARuleForEachCheck_andAResultForEachFinding() throws Exception {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      SarifReport.write(json, result, fixture.integrity.checks(), "0.1.0");
    }

    assertThat(text.toString())
        .startsWith(
            "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\"")
        .contains(
            "{\"id\":\"audit-tamper\",\"shortDescription\":",
            "\"executionSuccessful\":false",
            "\"text\":\"search-index-drift failed: ",
            "\"ruleId\":\"orphan-source-chunk\",\"level\":\"warning\"",
            "\"suppressions\":[{\"kind\":\"external\"}]");
  }

  @Test
  void junit_isWellFormed_whateverTheStoreHolds() throws Exception {
    StringBuilder xml = new StringBuilder();
    JUnitReport.write(xml, result);

    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.toString().getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo(Integer.toString(result.checks().size()));
    assertThat(suite.getElementsByTagName("error").getLength()).isEqualTo(1);
    assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
        .contains("]]><x a='\" & \ufffd \ufffd \ufffd\n: its document does not exist")
        .doesNotContain("known");
  }
}
