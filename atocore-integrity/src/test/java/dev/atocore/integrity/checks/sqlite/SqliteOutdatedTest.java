package dev.atocore.integrity.checks.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqliteOutdatedTest {
  @Test
  void sqliteVersions_withTheBugAreKnown() {
    assertThat(List.of("3.7.0", "3.40.1", "3.44.5", "3.50.6", "3.51.2"))
        .allMatch(SqliteOutdated::hasWalResetBug);
    assertThat(List.of("3.6.23", "3.44.6", "3.50.7", "3.51.3", "3.53.0", "4.0"))
        .noneMatch(SqliteOutdated::hasWalResetBug);
  }
}
