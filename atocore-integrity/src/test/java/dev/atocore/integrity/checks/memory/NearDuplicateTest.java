package dev.atocore.integrity.checks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.integrity.ChecksContract;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What does not fit into memory is looked at in parts; the outcome is the same. */
class NearDuplicateTest extends ChecksContract {
  NearDuplicateTest(StoreFixture fixture) {
    super(fixture);
  }

  @Test
  void parts_findWhatOneLookFinds() {
    for (int i = 0; i < 20; i++) {
      fixture.active("Said " + i);
      fixture.active("SAID " + i);
      fixture.active("said   " + i);
    }

    List<Finding> whole = find(new NearDuplicate());

    assertThat(whole).hasSize(20);
    assertThat(whole)
        .allSatisfy(finding -> assertThat(finding.details().values()).containsEntry("copies", 3L));
    assertThat(find(new NearDuplicate(1_000_000, 4))).isEqualTo(whole);
    assertThat(find(new NearDuplicate(7, 4))).containsExactlyInAnyOrderElementsOf(whole);
  }

  private List<Finding> find(NearDuplicate check) {
    Findings findings = new Findings(check, 100, Set.of());
    check.run(new CheckContext(fixture.store, Instant.now(), true), findings);
    return findings.kept();
  }
}
