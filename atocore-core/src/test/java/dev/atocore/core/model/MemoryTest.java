package dev.atocore.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a memory says in typed values, and what it says when another program wrote the row. */
class MemoryTest {
  private static final String WHEN = "2026-11-24T02:00:00.123456Z";

  @Test
  void typedValues_areWhatItsTextsMean() {
    Memory memory =
        Memory.builder()
            .type("preference")
            .status("active")
            .createdAt(WHEN)
            .updatedAt(WHEN)
            .lastReferencedAt(WHEN)
            .build();

    assertThat(memory.knownType()).contains(MemoryType.PREFERENCE);
    assertThat(memory.knownStatus()).contains(MemoryStatus.ACTIVE);
    assertThat(memory.createdTime()).contains(Instant.parse(WHEN));
    assertThat(memory.updatedTime()).contains(Instant.parse(WHEN));
    assertThat(memory.lastReferencedTime()).contains(Instant.parse(WHEN));
    assertThat(memory.is(MemoryStatus.ACTIVE)).isTrue();
    assertThat(memory.is(MemoryStatus.CANDIDATE)).isFalse();
    assertThat(memory.living()).isTrue();
  }

  @Test
  void foreignWords_areReadableAndNoTypedValues() {
    Memory memory =
        Memory.builder()
            .type("rumour")
            .status("asleep")
            .createdAt("yesterday")
            .updatedAt("")
            .lastReferencedAt("12:00")
            .build();

    assertThat(memory.type()).isEqualTo("rumour");
    assertThat(memory.createdAt()).isEqualTo("yesterday");
    assertThat(memory.knownType()).isEmpty();
    assertThat(memory.knownStatus()).isEmpty();
    assertThat(memory.createdTime()).isEmpty();
    assertThat(memory.updatedTime()).isEmpty();
    assertThat(memory.lastReferencedTime()).isEmpty();
    assertThat(memory.living()).isFalse();
  }

  @Test
  void neverReferenced_hasNoTime() {
    assertThat(Memory.builder().build().lastReferencedTime()).isEmpty();
  }
}
