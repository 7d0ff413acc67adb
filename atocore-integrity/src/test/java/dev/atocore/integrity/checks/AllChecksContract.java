package dev.atocore.integrity.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.integrity.ChecksContract;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.IntegrityResult;
import org.junit.jupiter.api.Test;

/** What runs when nothing is planted. */
public abstract class AllChecksContract extends ChecksContract {
  protected AllChecksContract(StoreFixture fixture) {
    super(fixture);
  }

  @Test
  void healthyStore_hasNoFindingsInAFullRun() {
    IntegrityResult result = fixture.integrity.run(RunOptions.all().thorough());

    assertThat(result.checks()).hasSameSizeAs(fixture.integrity.checks());
    assertThat(result.checks())
        .allSatisfy(
            check -> {
              assertThat(check.error()).as(check.id()).isNull();
              assertThat(check.findings()).as(check.id()).isEmpty();
            });
  }

  @Test
  void defaultRun_leavesOutTheCostlyChecks() {
    assertThat(fixture.integrity.run(RunOptions.all()).checks())
        .extracting(CheckResult::id)
        .contains("audit-tamper", "schema-altered", "bad-text", "lost-update", "store-corrupt")
        .doesNotContain("near-duplicate", "source-file-changed");
  }
}
