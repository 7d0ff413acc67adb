package dev.atocore.integrity.checks.routine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.integrity.ChecksContract;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.history.BackupRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Backups that stopped coming, or cannot be restored, are found. */
class BackupStaleTest extends ChecksContract {
  BackupStaleTest(StoreFixture fixture) {
    super(fixture);
  }

  @Test
  void storeWithoutABackup_isNoFinding() {
    assertThat(fixture.run("backup-stale").count()).isZero();
  }

  @Test
  void backupsThatStopComing_areFound_onceThreeDaysHadOne() {
    backups(Duration.ofDays(30), Duration.ofDays(29));
    assertThat(fixture.run("backup-stale").count()).as("two days are no habit").isZero();

    backups(Duration.ofDays(30), Duration.ofDays(29), Duration.ofDays(28));

    assertThat(fixture.run("backup-stale").findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.subject()).isEqualTo("late");
              assertThat(finding.details().message()).contains("28 days old");
            });
  }

  @Test
  void backupsAreLate_onlyAfterThreeTimesTheLongestPause() {
    backups(Duration.ofDays(22), Duration.ofDays(15), Duration.ofDays(8));
    assertThat(fixture.run("backup-stale").count()).as("weekly, a day late").isZero();

    backups(Duration.ofDays(37), Duration.ofDays(30), Duration.ofDays(22));
    assertThat(fixture.run("backup-stale").count()).as("weekly, three weeks ago").isZero();

    backups(Duration.ofDays(40), Duration.ofDays(33), Duration.ofDays(26));
    assertThat(fixture.run("backup-stale").count()).as("weekly, four weeks ago").isEqualTo(1);
  }

  @Test
  void lastBackup_isLookedAt_asLongAsItIsThere() throws Exception {
    Path copy = fixture.folder.resolve("copy.db");
    fixture.store.backup(copy);
    BackupRecord.add(fixture.store, copy);
    assertThat(fixture.run("backup-stale").count()).isZero();

    Files.writeString(copy, "");
    assertThat(fixture.run("backup-stale").findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.subject()).isEqualTo("last");
              assertThat(finding.details().message()).contains("is an empty file");
            });
    Files.writeString(copy, "This is no database, whatever its name says.");
    assertThat(fixture.run("backup-stale").findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.details().message()).contains("does not open"));

    Files.delete(copy);
    assertThat(fixture.run("backup-stale").count()).as("moved away").isZero();
  }

  /** As if backups had been made so long ago. */
  private void backups(Duration... ages) {
    StringBuilder list = new StringBuilder();
    for (Duration age : ages) {
      list.append(list.isEmpty() ? "" : ",")
          .append(
              "{\"at\":\"%s\",\"path\":\"/nowhere/backup.db\"}"
                  .formatted(Instant.now().minus(age).truncatedTo(ChronoUnit.SECONDS)));
    }
    fixture.store.state().set("atocore", "integrity", "backups", "[" + list + "]");
  }
}
