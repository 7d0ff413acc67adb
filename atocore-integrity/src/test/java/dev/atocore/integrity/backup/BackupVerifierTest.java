package dev.atocore.integrity.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.StoreFile;
import dev.atocore.integrity.OtherProgram;
import dev.atocore.integrity.StoreExtension;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.result.CheckStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreExtension.class)
class BackupVerifierTest {
  private final StoreFixture fixture;
  private final Path backup;

  BackupVerifierTest(StoreFixture fixture) {
    this.fixture = fixture.fill();
    backup = fixture.folder.resolve("backup.db");
    fixture.store.backup(backup);
    fixture.active("Made after the backup.");
  }

  @Test
  void goodBackup_isOk_andUntouched() throws IOException {
    byte[] before = Files.readAllBytes(backup);

    BackupReport report = verify();

    assertThat(report.differences()).isEmpty();
    assertThat(report.checks().status()).isEqualTo(CheckStatus.OK);
    assertThat(report.ok()).isTrue();
    assertThat(report.memories()).isEqualTo(14);
    assertThat(report.entries()).isEqualTo(report.newestEntry()).isEqualTo(25);
    assertThat(Files.readAllBytes(backup)).isEqualTo(before);
  }

  @Test
  void backupWithAnotherHistory_isFound() {
    new OtherProgram(new StoreFile(backup)).run("DELETE FROM memory_audit WHERE id = 3");

    BackupReport report = verify();

    assertThat(report.ok()).isFalse();
    assertThat(report.differences())
        .containsExactly("up to entry 25 the backup has 24 audit entries, the store has 25");
    assertThat(report.checks().status()).isEqualTo(CheckStatus.FINDINGS);
  }

  @Test
  void backupOfAnotherStore_isFound() {
    Path other = fixture.folder.resolve("other");
    other.toFile().mkdir();
    try (StoreFixture stranger = new StoreFixture(other).fill()) {
      Path theirs = fixture.folder.resolve("theirs.db");
      stranger.store.backup(theirs);

      assertThat(new BackupVerifier(fixture.store).verify(theirs).differences())
          .containsExactly("entry 25 of the backup is not the store's");
    }
  }

  @Test
  void whatIsNoDatabase_isReported_andWhatIsMissingIsRefused() throws IOException {
    Path text = Files.writeString(fixture.folder.resolve("text.db"), "This is no database at all.");

    BackupReport report = new BackupVerifier(fixture.store).verify(text);

    assertThat(report.ok()).isFalse();
    assertThat(report.unreadable()).contains("not a SQLite database");
    assertThatThrownBy(
            () -> new BackupVerifier(fixture.store).verify(fixture.folder.resolve("none.db")))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo("store_missing"));
  }

  private BackupReport verify() {
    return new BackupVerifier(fixture.store).verify(backup);
  }
}
