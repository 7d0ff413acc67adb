package dev.atocore.integrity.checks.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.MemoryStore;
import dev.atocore.integrity.ChecksContract;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Damage to the file is found. */
class StoreCorruptTest extends ChecksContract {
  StoreCorruptTest(StoreFixture fixture) {
    super(fixture);
  }

  @Test
  void storeCorrupt_findsDamagedPages() throws IOException {
    for (int i = 0; i < 200; i++) {
      fixture.active("Filler number " + i + " with some text to make pages.");
    }
    fixture.close();
    other.run("PRAGMA wal_checkpoint(TRUNCATE)");
    long root = rootPage("memories");
    byte[] bytes = Files.readAllBytes(fixture.file);
    for (int i = 0; i < 60; i++) {
      bytes[(int) ((root - 1) * 4096 + 8 + i)] ^= 0x55;
    }
    Files.write(fixture.file, bytes);

    CheckResult check;
    try (StoreFixture damaged = new StoreFixture(fixture.folder)) {
      check = damaged.run("store-corrupt");
    }

    assertThat(check.status()).as(check.error()).isEqualTo(CheckStatus.FINDINGS);
    assertThat(check.findings())
        .allSatisfy(f -> assertThat(f.details().values()).containsEntry("table", "memories"));
  }

  private long rootPage(String table) {
    try (MemoryStore store = MemoryStore.open(fixture.file)) {
      return store
          .transactions()
          .outside(
              connection -> {
                try (var rows =
                    connection
                        .createStatement()
                        .executeQuery(
                            "SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'")) {
                  return rows.getLong(1);
                }
              });
    }
  }
}
