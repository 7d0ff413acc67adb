package dev.atocore.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.result.CheckResult;
import org.junit.jupiter.api.extension.ExtendWith;

/** What checks find in a store that is healthy but for what is planted. */
@ExtendWith(StoreExtension.class)
public abstract class ChecksContract {
  protected final StoreFixture fixture;
  protected final OtherProgram other;

  protected ChecksContract(StoreFixture fixture) {
    this.fixture = fixture.fill();
    this.other = fixture.other;
  }

  protected final void assertSubjects(String checkId, String... subjects) {
    assertSubjects(fixture.run(checkId), subjects);
  }

  protected static void assertSubjects(CheckResult check, String... subjects) {
    assertThat(check.error()).isNull();
    assertThat(check.findings()).extracting(Finding::subject).containsExactlyInAnyOrder(subjects);
    assertThat(check.count()).isEqualTo(subjects.length);
  }
}
