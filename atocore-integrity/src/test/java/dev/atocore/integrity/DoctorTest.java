package dev.atocore.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir Path folder;

  @Test
  void healthyStore_isHealthyInEveryRespect() {
    try (StoreFixture fixture = new StoreFixture(folder).fill()) {
      fixture.integrity.run(RunOptions.all());

      assertThat(doctor().examine())
          .allSatisfy(diagnosis -> assertThat(diagnosis.healthy()).as(diagnosis.message()).isTrue())
          .extracting(Diagnosis::topic)
          .contains("java", "store", "disk-nearly-full", "audit spool", "last integrity run");
    }
  }

  @Test
  void eachAilment_hasAHint() throws IOException {
    try (StoreFixture fixture = new StoreFixture(folder).fill()) {
      fixture.other.run("DROP INDEX memories_status");
      Files.setPosixFilePermissions(fixture.file, PosixFilePermissions.fromString("rw-rw-rw-"));

      assertThat(doctor().examine())
          .filteredOn(diagnosis -> !diagnosis.healthy())
          .allSatisfy(diagnosis -> assertThat(diagnosis.hint()).isNotEmpty())
          .extracting(Diagnosis::topic)
          .containsExactly("file-mode-open", "schema-altered", "last integrity run");
    }
  }

  @Test
  void missingStore_isTold_andNotMade() {
    assertThat(doctor().examine())
        .filteredOn(diagnosis -> !diagnosis.healthy())
        .singleElement()
        .satisfies(diagnosis -> assertThat(diagnosis.message()).contains("there is no store at"));
    assertThat(folder.resolve("store.db")).doesNotExist();
  }

  @Test
  void folderThatCannotBe_isTold() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThat(new Doctor(file.resolve("store.db"), folder.resolve("alerts.log")).examine())
        .filteredOn(diagnosis -> !diagnosis.healthy())
        .extracting(Diagnosis::topic)
        .containsExactly("store folder", "store");
  }

  private Doctor doctor() {
    return new Doctor(folder.resolve("store.db"), folder.resolve("logs").resolve("alerts.log"));
  }
}
