package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system without room; where none can be mounted, skipped. */
class FullDiskTest {
  private final Path disk;
  private boolean mounted;

  FullDiskTest(@TempDir Path folder) throws IOException {
    this.disk = Files.createDirectory(folder.resolve("disk"));
  }

  @BeforeEach
  void mount() throws Exception {
    mounted = Machine.runs("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk.toString());
    Machine.needs(mounted, "the right to mount a small tmpfs (root)");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(new ProcessBuilder("umount", disk.toString()).start().waitFor()).isZero();
    }
  }

  private void fill(int leave) throws IOException {
    Path filler = disk.resolve("filler");
    long free = Files.getFileStore(disk).getUsableSpace();
    Files.write(filler, new byte[(int) free - leave]);
  }

  @Test
  void logThatGotHalfALineDown_isWholeAgainLater() throws Exception {
    Path log = disk.resolve("alerts.log");
    try (Alerts alerts = Alerts.builder().logFile(log).build()) {
      alerts.emit(Severity.INFO, "first", "m", Map.of());
      fill(4_096);
      AlertReport failed = alerts.emit(Severity.INFO, "second", "x".repeat(30_000), Map.of());
      assertThat(Reports.of(failed, "log").reason())
          .startsWith("cannot write the alert log: ")
          .contains("No space left");
      assertThat(failed.allFailed()).isTrue();

      Files.delete(disk.resolve("filler"));
      alerts.emit(Severity.INFO, "third", "m", Map.of());
      assertThat(alerts.log().recent(null, 5))
          .extracting(entry -> entry.alert().title())
          .containsExactly("third", "first");
    }
  }

  @Test
  void fullDisk_stopsNoDelivery() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        Alerts alerts =
            Alerts.builder()
                .logFile(disk.resolve("alerts.log"))
                .timeout(Duration.ofMinutes(1))
                .webhook(receiver.url("/j"))
                .build()) {
      fill(0);
      AlertReport report =
          alerts.emit(AlertRequest.of(Severity.CRITICAL, "Disk is full", "m").withKey("disk"));

      assertThat(Reports.outcome(report, "log")).isEqualTo("failed");
      assertThat(Reports.outcome(report, "json")).isEqualTo("delivered");
      receiver.now(LoopbackReceiver.answer(503, "", ""));
      assertThat(Reports.of(alerts.emit(Severity.INFO, "t", "m", Map.of()), "json").reason())
          .contains("HTTP 503; and it cannot be kept: ")
          .contains("No space left");
    }
  }
}
