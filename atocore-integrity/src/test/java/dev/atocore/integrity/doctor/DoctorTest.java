package dev.atocore.integrity.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.store.StoreFile;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.check.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
          .containsExactly("file-mode-open", "schema-altered");
    }
  }

  @Test
  void nightlyRunThatHoldsOthersUp_isTold() throws IOException {
    try (StoreFixture fixture = new StoreFixture(folder).fill()) {
      Path marks = Files.createDirectory(fixture.file.resolveSibling("store.db.batch"));
      long own = ProcessHandle.current().pid();
      long now = Instant.now().getEpochSecond();
      Files.writeString(marks.resolve("holder"), own + " " + now + " T x\n");
      assertThat(nightlyRun()).matches(Diagnosis::healthy).asString().contains("process " + own);

      Files.writeString(marks.resolve("refused"), "2026-11-30T03:15:00Z\n");
      assertThat(nightlyRun()).matches(one -> !one.healthy()).asString().contains("kill " + own);

      // The number is another process's by now: this one started after the lock was taken.
      Files.writeString(marks.resolve("holder"), own + " " + (now - 900_000) + " T x\n");
      assertThat(nightlyRun())
          .asString()
          .contains("found another under way")
          .doesNotContain("kill");

      Files.delete(marks.resolve("refused"));
      assertThat(nightlyRun()).matches(Diagnosis::healthy).asString().contains("none is under way");
    }
  }

  @Test
  void runIsLong_afterTheTimeThatIsSet() throws IOException {
    Path store = folder.resolve("store.db");
    Path marks = Files.createDirectory(folder.resolve("store.db.batch"));
    Instant now = Instant.now();
    Files.writeString(
        marks.resolve("holder"),
        ProcessHandle.current().pid() + " " + now.getEpochSecond() + " T x\n");
    Map<String, Boolean> healthy =
        Map.of("", true, "30m", false, "2h", true, "1800", false, "7200", true, "never", true);

    healthy.forEach(
        (limit, expected) ->
            assertThat(
                    NightlyRun.of(
                            new StoreFile(store),
                            now.plus(Duration.ofHours(1)),
                            NightlyRun.longest(Map.of("ATOCORE_LOCK_ALERT_AFTER", limit)))
                        .healthy())
                .as(limit)
                .isEqualTo(expected));
  }

  @Test
  void spoolIsLookedForWhereItIsSet() throws IOException {
    Path spool = Files.createDirectory(folder.resolve("elsewhere"));
    Map<String, String> env =
        Map.of(
            "HOME", folder.toString(),
            "ATOCORE_ALERT_SPOOL", spool.toString());

    assertThat(new Doctor(folder.resolve("store.db"), Alerts.fromEnvironment(env), env).examine())
        .filteredOn(one -> one.topic().equals("alert spool"))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains(spool.toString()));
  }

  private Diagnosis nightlyRun() {
    return doctor().examine().stream()
        .filter(one -> one.topic().equals("nightly run"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void missingStore_isAHint_andNotMade() {
    List<Diagnosis> found = doctor().examine();

    assertThat(found).allMatch(Diagnosis::healthy);
    assertThat(found)
        .anySatisfy(diagnosis -> assertThat(diagnosis.message()).contains("there is no store at"));
    assertThat(folder.resolve("store.db")).doesNotExist();
  }

  @Test
  void folderThatCannotBe_isTold() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThat(new Doctor(file.resolve("store.db"), alerts(""), Map.of()).examine())
        .filteredOn(diagnosis -> !diagnosis.healthy())
        .extracting(Diagnosis::topic)
        .containsExactly("store folder");
  }

  @Test
  void storeThatIsNone_isTold() throws IOException {
    Files.writeString(folder.resolve("store.db"), "no database, but long enough to look like one");

    assertThat(doctor().examine())
        .filteredOn(diagnosis -> !diagnosis.healthy())
        .extracting(Diagnosis::topic)
        .containsExactly("store");
  }

  @Test
  void webhook_isHintedAtUntilTried_andWrongSettingsAreTold() {
    assertThat(
            new Doctor(folder.resolve("store.db"), alerts("json+http://127.0.0.1:1/x"), Map.of())
                .examine())
        .filteredOn(diagnosis -> diagnosis.topic().startsWith("sink "))
        .singleElement()
        .satisfies(
            diagnosis -> {
              assertThat(diagnosis.state()).isEqualTo(Diagnosis.State.HINT);
              assertThat(diagnosis.message()).contains("never tried");
            });
    assertThat(new Doctor(folder.resolve("store.db"), alerts("no url at all"), Map.of()).examine())
        .anyMatch(diagnosis -> !diagnosis.healthy());
  }

  private Alerts alerts(String webhook) {
    return Alerts.builder()
        .environment(
            Map.of(
                "HOME",
                folder.toString(),
                "ATOCORE_ALERT_LOG",
                folder.resolve("logs").resolve("alerts.log").toString(),
                "ATOCORE_ALERT_WEBHOOK",
                webhook))
        .build();
  }

  private Doctor doctor() {
    return new Doctor(folder.resolve("store.db"), alerts(""), Map.of());
  }
}
