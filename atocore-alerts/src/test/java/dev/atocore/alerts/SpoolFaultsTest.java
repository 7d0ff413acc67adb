package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.AlertsException;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.json.AlertJson;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.FlushReport;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.alerts.text.JsonReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spool when the disk is against it. */
class SpoolFaultsTest {
  private final Path folder;

  SpoolFaultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path spool() {
    return folder.resolve("spool");
  }

  private AlertsBuilder builder() {
    return Alerts.builder()
        .logFile(folder.resolve("alerts.log"))
        .spool(spool())
        .timeout(Duration.ofMinutes(1));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void spoolFile_isPrivateAndNamesNoUrl() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.answering(503, "");
        Alerts alerts = builder().webhook(receiver.url("/hook/t0ken-secret")).build()) {
      AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());

      Path file = files(spool().resolve("new")).get(0);
      assertThat(file.getFileName().toString()).startsWith(report.alert().id() + "~json-");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool())))
          .isEqualTo("rwx------");
      Map<?, ?> json = JsonReader.object(Files.readString(file));
      assertThat(Dig.text(json, "sink")).startsWith("json-");
      assertThat(AlertJson.read((Map<?, ?>) Dig.at(json, "alert"))).isEqualTo(report.alert());
      assertThat(Files.readString(file)).doesNotContain("127.0.0.1", "hook", "t0ken");
    }
  }

  @Test
  void damagedFiles_areSetAsideAndStopNobody() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.answering(503, "");
        Alerts alerts = builder().webhook(receiver.url("/j")).build()) {
      AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());
      Path good = files(spool().resolve("new")).get(0);
      String sink = alerts.sinks().get(2).id();
      Path folder = spool().resolve("new");
      Files.writeString(folder.resolve("000000000001-0~" + sink + ".json"), "{\"v\":1,\"sink\":");
      Files.writeString(folder.resolve("000000000002-0~" + sink + ".json"), "");
      Files.write(folder.resolve("000000000003-0~" + sink + ".json"), new byte[3_000_000]);
      Files.copy(good, folder.resolve("000000000004-0~" + sink + ".json"));
      Files.createDirectory(folder.resolve("000000000005-0~" + sink + ".json"));
      Files.createSymbolicLink(folder.resolve("000000000006-0~" + sink + ".json"), good);
      Files.writeString(folder.resolve(".left-by-a-crash.tmp"), "half");
      Files.writeString(folder.resolve("README"), "what is this");

      receiver.now(LoopbackReceiver.answer(200, "", ""));
      FlushReport flushed = alerts.flush();

      assertThat(flushed.delivered()).isEqualTo(1);
      assertThat(receiver.requests().get(1).body()).contains(report.alert().id());
      assertThat(flushed.tried())
          .filteredOn(line -> line.result().reason().contains("damaged; set aside"))
          .hasSize(4);
      assertThat(flushed.tried())
          .filteredOn(line -> line.result().reason().contains("not a regular file"))
          .hasSize(2);
      assertThat(files(spool().resolve("dead"))).hasSize(4);
      alerts.emit(Severity.INFO, "next", "m", Map.of());
      assertThat(receiver.requests()).hasSize(3);
    }
  }

  @Test
  void temporaryFileOfAKilledProcess_goesAfterADayAndAHalf() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.answering(503, "");
        Alerts alerts = builder().webhook(receiver.url("/j")).build()) {
      alerts.emit(Severity.INFO, "t", "m", Map.of());
      Path folder = spool().resolve("new");
      Path old = Files.writeString(folder.resolve(".a~json-1.json.x.tmp"), "half");
      Path young = Files.writeString(folder.resolve(".b~json-1.json.y.tmp"), "half");
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(37))));
      Files.setLastModifiedTime(young, FileTime.from(Instant.now().minus(Duration.ofHours(35))));

      alerts.flush();

      assertThat(old).doesNotExist();
      assertThat(young).exists();
      assertThat(alerts.listUndelivered()).hasSize(1);
    }
  }

  @Test
  void spoolThatCannotBeMade_costsNoDelivery() throws Exception {
    Files.createFile(spool());
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        Alerts alerts = builder().webhook(receiver.url("/j")).build()) {
      AlertReport report = alerts.emit(AlertRequest.of(Severity.INFO, "t", "m").withKey("k"));
      assertThat(Reports.outcome(report, "json")).isEqualTo("delivered");

      receiver.now(LoopbackReceiver.answer(503, "", ""));
      AlertReport failed = alerts.emit(Severity.INFO, "t", "m", Map.of());
      assertThat(Reports.of(failed, "json")).matches(result -> result.is(SinkResult.Kind.FAILED));
      assertThat(Reports.of(failed, "json").reason())
          .startsWith("HTTP 503; and it cannot be kept: ");
      assertThatThrownBy(alerts::flush)
          .isInstanceOf(AlertsException.class)
          .hasMessageContaining("ATOCORE_ALERT_SPOOL");
    }
  }

  @Test
  void entryOfASinkThatIsNoLongerSet_waitsForItsReturn() {
    try (LoopbackReceiver receiver = LoopbackReceiver.answering(503, "")) {
      try (Alerts alerts = builder().webhook(receiver.url("/j")).build()) {
        alerts.emit(Severity.INFO, "t", "m", Map.of());
      }
      receiver.now(LoopbackReceiver.answer(200, "", ""));
      try (Alerts alerts = builder().webhook(receiver.url("/another")).build()) {
        FlushReport flushed = alerts.flush();
        assertThat(flushed.tried().get(0).result())
            .isEqualTo(SinkResult.kept("no sink of that id is configured now"));
        assertThat(flushed.waiting()).isEqualTo(1);
      }
      try (Alerts alerts = builder().webhook(receiver.url("/j")).build()) {
        assertThat(alerts.flush().delivered()).isEqualTo(1);
      }
    }
  }

  @Test
  void secondDrainer_waitsItsTurnAndSaysSo() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.answering(503, "");
        Alerts alerts = builder().webhook(receiver.url("/j")).build();
        Alerts impatient =
            builder().webhook(receiver.url("/j")).timeout(Duration.ofMillis(300)).build()) {
      alerts.emit(Severity.INFO, "t", "m", Map.of());
      // What another process does while it drains.
      Process other = holdLock(spool().resolve("drain.lock"));
      try {
        assertThatThrownBy(impatient::flush)
            .isInstanceOf(AlertsException.class)
            .extracting(e -> ((AlertsException) e).code())
            .isEqualTo("flush_running");
      } finally {
        other.destroyForcibly().waitFor();
      }
      receiver.now(LoopbackReceiver.answer(200, "", ""));
      assertThat(alerts.flush().delivered()).as("the lock died with its holder").isEqualTo(1);
    }
  }

  private static Process holdLock(Path file) throws IOException {
    Process process = ChildJvm.start(LockMain.class, List.of(), file.toString());
    assertThat(process.getInputStream().read()).isEqualTo('L');
    return process;
  }

  /** A process that takes a lock, says L and holds on. */
  static final class LockMain {
    private LockMain() {}

    /** Locks {@code args[0]}. */
    public static void main(String[] args) throws IOException {
      try (FileChannel channel =
              FileChannel.open(
                  Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        System.out.print(lock.isValid() ? "L" : "-");
        System.out.flush();
        System.in.read();
      }
    }
  }
}
