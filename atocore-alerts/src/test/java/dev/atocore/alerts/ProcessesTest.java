package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.json.AlertJson;
import dev.atocore.alerts.text.JsonReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many processes with one log and one spool, and processes that die. */
class ProcessesTest {
  private static final int PROCESSES = 8;

  /** The full figure is 1000; it takes its time where each emit posts. */
  private static final int POSTING_EMITS = Integer.getInteger("atocore.test.postingEmits", 25);

  private final Path folder;

  ProcessesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path log() {
    return folder.resolve("alerts.log");
  }

  private Path waiting() {
    return folder.resolve("alerts.log.spool").resolve("new");
  }

  private Alerts alerts(LoopbackReceiver receiver) {
    return Alerts.builder()
        .logFile(log())
        .webhook(receiver.url("/j"))
        .timeout(Duration.ofMinutes(1))
        .build();
  }

  private void emitFromAll(String url, int emits, String key) throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(
          ChildJvm.start(
              EmitMain.class, List.of(), log().toString(), url, Integer.toString(emits), key));
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
  }

  private Set<String> logged() throws IOException {
    Set<String> ids = new HashSet<>();
    for (String line : Files.readAllLines(log())) {
      Alert alert = AlertJson.read(JsonReader.object(line));
      assertThat(alert).as("a whole line: %s", line).isNotNull();
      ids.add(String.valueOf(JsonReader.object(line).get("id")));
    }
    return ids;
  }

  private static List<String> received(LoopbackReceiver receiver) {
    List<String> ids = new ArrayList<>();
    for (LoopbackReceiver.Request request : receiver.requests()) {
      ids.add(Dig.text(request.json(), "id"));
    }
    return ids;
  }

  private Set<String> spooled() throws IOException {
    Set<String> ids = new HashSet<>();
    if (Files.exists(waiting())) {
      try (Stream<Path> files = Files.list(waiting())) {
        files
            .map(file -> file.getFileName().toString())
            // One that begins with a dot was being written when its process was killed: no alert
            // yet.
            .filter(name -> name.indexOf('~') > 0 && !name.startsWith("."))
            .forEach(name -> ids.add(name.substring(0, name.indexOf('~'))));
      }
    }
    return ids;
  }

  @Test
  void oneKeyFromEightProcesses_isOneNotification() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok()) {
      emitFromAll(receiver.url("/j"), 1_000, "same condition");

      assertThat(logged()).hasSize(PROCESSES * 1_000);
      assertThat(receiver.requests()).hasSize(1);
      assertThat(spooled()).isEmpty();
    }
  }

  @Test
  void alertsWithoutAKeyFromEightProcesses_arriveOnceEach() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok()) {
      emitFromAll(receiver.url("/j"), POSTING_EMITS, "");

      assertThat(received(receiver)).doesNotHaveDuplicates().hasSize(PROCESSES * POSTING_EMITS);
      assertThat(logged()).containsExactlyInAnyOrderElementsOf(received(receiver));
      assertThat(spooled()).isEmpty();
    }
  }

  @Test
  void alertsThatNobodyTook_areAllDeliveredLater() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.answering(503, "")) {
      emitFromAll(receiver.url("/j"), POSTING_EMITS, "");
      assertThat(spooled()).hasSize(PROCESSES * POSTING_EMITS).isEqualTo(logged());
      int before = receiver.requests().size();

      receiver.now(LoopbackReceiver.answer(200, "", ""));
      try (Alerts alerts = alerts(receiver)) {
        assertThat(alerts.flush().delivered()).isEqualTo(PROCESSES * POSTING_EMITS);
      }
      List<String> later = received(receiver).subList(before, receiver.requests().size());
      assertThat(later).doesNotHaveDuplicates();
      assertThat(new HashSet<>(later)).isEqualTo(logged());
      assertThat(spooled()).isEmpty();
    }
  }

  @Test
  void killedBetweenTheAnswerAndTheUnlink_isOneDuplicateUnderTheSameId() throws Exception {
    Path lockFile = folder.resolve("alerts.log.spool").resolve("state").resolve("state.lock");
    try (LoopbackReceiver receiver = LoopbackReceiver.ok()) {
      try (FileChannel channel = lockChannel(lockFile)) {
        // Once it has the answer, the process wants this lock to note that the key was told, and
        // unlinks only then.
        List<FileLock> held = new ArrayList<>();
        receiver.now(
            (request, socket, out) -> {
              held.add(channel.lock());
              LoopbackReceiver.answer(200, "", "").answer(request, socket, out);
            });
        Process process =
            ChildJvm.start(
                EmitMain.class, List.of(), log().toString(), receiver.url("/j"), "1", "k");
        await(() -> receiver.requests().size() == 1 && !held.isEmpty());
        assertThat(process.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
        process.destroyForcibly().waitFor();
      }
      assertThat(spooled()).hasSize(1);
      receiver.now(LoopbackReceiver.answer(200, "", ""));

      try (Alerts alerts = alerts(receiver)) {
        assertThat(alerts.flush().delivered()).isEqualTo(1);
        assertThat(alerts.flush().tried()).isEmpty();
        assertThat(
                Reports.outcome(
                    alerts.emit(AlertRequest.of(Severity.INFO, "t", "m").withKey("k")), "json"))
            .isEqualTo("skipped");
      }
      assertThat(received(receiver)).hasSize(2);
      assertThat(new HashSet<>(received(receiver))).hasSize(1);
      assertThat(spooled()).isEmpty();
    }
  }

  private static FileChannel lockChannel(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  @Test
  void killedAnywhere_losesNothingThatWasLogged() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok()) {
      for (int round = 0; round < 3; round++) {
        Process process =
            ChildJvm.start(
                EmitMain.class, List.of(), log().toString(), receiver.url("/j"), "100000", "");
        int enough = receiver.requests().size() + 5 + round * 17;
        await(() -> receiver.requests().size() >= enough);
        process.destroyForcibly().waitFor();
      }
      Set<String> known = new HashSet<>(received(receiver));
      known.addAll(spooled());
      assertThat(known).containsAll(logged());

      try (Alerts alerts = alerts(receiver)) {
        alerts.flush();
        alerts.emit(Severity.INFO, "still works", "m", Map.of());
      }
      assertThat(spooled()).isEmpty();
      assertThat(new HashSet<>(received(receiver))).containsAll(logged());
      assertThat(received(receiver).size() - new HashSet<>(received(receiver)).size())
          .as("at most one duplicate a kill")
          .isLessThanOrEqualTo(3);
    }
  }

  /** A condition that comes true by itself, or never. */
  interface Condition {
    boolean holds() throws IOException;
  }

  static void await(Condition condition) throws Exception {
    Deadline limit = Deadline.after(Duration.ofMinutes(3));
    while (!condition.holds()) {
      assertThat(limit.expired()).as("it never came true").isFalse();
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
