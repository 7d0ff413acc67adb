package dev.atocore.integrity.checks.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.integrity.ChecksContract;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.result.CheckResult;
import org.junit.jupiter.api.Test;

/** Rows that refer to a missing row are found. */
class ForeignKeyBrokenTest extends ChecksContract {
  ForeignKeyBrokenTest(StoreFixture fixture) {
    super(fixture);
  }

  @Test
  void foreignKeyBroken_findsOnlyWhatNoOtherCheckDoes() {
    other.run("INSERT INTO source_documents (id, project) VALUES ('d-1', 'ghost')");
    other.run("DELETE FROM projects WHERE id = 'shop'");

    CheckResult check = fixture.run("foreign-key-broken");

    assertThat(check.count()).isEqualTo(4);
    assertThat(check.findings())
        .allSatisfy(
            finding ->
                assertThat(finding.details().values()).containsEntry("table", "source_documents"));
  }
}
