package dev.atocore.alerts.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.ChildJvm;
import dev.atocore.alerts.EmitMain;
import dev.atocore.alerts.Reports;
import dev.atocore.alerts.event.AlertsException;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.json.AlertJson;
import dev.atocore.alerts.text.JsonReader;
import dev.atocore.alerts.text.Text;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertLogTest {
  private final Path folder;

  AlertLogTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path log() {
    return folder.resolve("alerts.log");
  }

  private static List<String> titles(List<AlertLog.Entry> entries) {
    List<String> titles = new ArrayList<>();
    for (AlertLog.Entry entry : entries) {
      titles.add(entry.alert().title());
    }
    return titles;
  }

  @Test
  void recent_isNewestFirstAndLimited() {
    try (Alerts alerts = Alerts.builder().logFile(log()).build()) {
      for (int i = 0; i < 5; i++) {
        alerts.emit(
            i % 2 == 0 ? Severity.INFO : Severity.CRITICAL,
            "alert " + i,
            "m",
            Map.of("n", List.of(1, "two")));
      }

      assertThat(titles(alerts.log().recent(null, 3)))
          .containsExactly("alert 4", "alert 3", "alert 2");
      assertThat(titles(alerts.log().recent(Severity.CRITICAL, 10)))
          .containsExactly("alert 3", "alert 1");
      assertThat(alerts.log().recent(null, 1).get(0).alert().context())
          .isEqualTo(Map.of("n", List.of(1L, "two")));
      assertThat(alerts.log().recent(null, 1).get(0).sinks()).containsKey("slf4j");
    }
  }

  @Test
  void sinks_tellFromTheLogWhenItAndTheLoggerLastTookAnAlert() throws Exception {
    Files.writeString(
        log(),
        """
        {"id":"1","ts":"2026-01-01T00:00:00Z","severity":"info","title":"a","sinks":{"slf4j":"delivered"}}
        {"id":"2","ts":"2026-01-02T00:00:00Z","severity":"info","title":"b","sinks":{"slf4j":"delivered"}}
        {"id":"3","ts":"2026-01-03T00:00:00Z","severity":"info","title":"c","sinks":{"slf4j":"skipped"}}
        """);

    try (Alerts alerts = Alerts.builder().logFile(log()).build()) {
      assertThat(alerts.sinks().get(0).lastSuccess()).isEqualTo("2026-01-02T00:00:00Z");
      assertThat(alerts.sinks().get(1).lastSuccess()).isEqualTo("2026-01-03T00:00:00Z");
    }
  }

  @Test
  void recent_withoutALog_isEmpty() {
    assertThat(new AlertLog(log()).recent(null, 10)).isEmpty();
  }

  @Test
  void recent_passesOverGarbage() throws Exception {
    try (Alerts alerts = Alerts.builder().logFile(log()).build()) {
      alerts.emit(Severity.INFO, "first", "m", Map.of());
      byte[] garbage =
          ("{\"id\":\n\n\0\0\0\nnot json\n[1]\n{}\n" + "x".repeat(3_000_000) + "\n")
              .getBytes(StandardCharsets.UTF_8);
      Files.write(log(), garbage, StandardOpenOption.APPEND);
      alerts.emit(Severity.INFO, "last", "m", Map.of());

      assertThat(titles(alerts.log().recent(null, 10))).containsExactly("last", "first");
    }
  }

  @Test
  void lineAfterATornOne_isWhole() throws Exception {
    try (Alerts alerts = Alerts.builder().logFile(log()).build()) {
      alerts.emit(Severity.INFO, "first", "m", Map.of());
      Files.writeString(log(), "{\"id\":\"torn by a full disk", StandardOpenOption.APPEND);

      alerts.emit(Severity.INFO, "last", "m", Map.of());

      assertThat(titles(alerts.log().recent(null, 10))).containsExactly("last", "first");
    }
  }

  @Test
  void recent_readsLinesThatCrossBlocks() {
    try (Alerts alerts = Alerts.builder().logFile(log()).build()) {
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        alerts.emit(Severity.INFO, "alert " + i, "é".repeat(997 * i), Map.of());
        expected.add(0, "alert " + i);
      }

      assertThat(titles(alerts.log().recent(null, 100))).isEqualTo(expected);
    }
  }

  @Test
  void recent_goesOnInTheRotatedFile() throws Exception {
    try (Alerts alerts = Alerts.builder().logFile(log()).build()) {
      alerts.emit(Severity.INFO, "before", "m", Map.of());
      Files.move(log(), folder.resolve("alerts.log.1"));
      alerts.emit(Severity.INFO, "after", "m", Map.of());

      assertThat(titles(alerts.log().recent(null, 10))).containsExactly("after", "before");
    }
  }

  @Test
  void hugeAndHostileMessage_isOneShortHarmlessLine() throws Exception {
    String hostile = "\u001b[31mred\u202e\n\r\u2028{\"id\":1}\ud800\0" + "💥\u001b".repeat(250_000);
    try (Alerts alerts = Alerts.builder().logFile(log()).build()) {
      alerts.emit(Severity.INFO, hostile, hostile, Map.of(hostile, hostile));
    }

    byte[] bytes = Files.readAllBytes(log());
    String text = Files.readString(log());
    assertThat(bytes.length).isLessThanOrEqualTo(64 * 1024);
    assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
    assertThat(text.chars().filter(c -> c != '\n' && Text.isHidden((char) c))).isEmpty();
    assertThat(text).contains("more characters]");
    assertThat(titles(new AlertLog(log()).recent(null, 10))).hasSize(1);
  }

  @Test
  void pipeLinkAndFolder_areRefusedAndNeverBlock() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path target = Files.createFile(folder.resolve("target"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    Path directory = Files.createDirectory(folder.resolve("directory"));
    for (Path odd : List.of(pipe, link, directory, Path.of("/dev/full"))) {
      try (Alerts alerts = Alerts.builder().logFile(odd).build()) {
        AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());

        assertThat(Reports.of(report, "log")).matches(result -> result.is(SinkResult.Kind.FAILED));
        assertThat(Reports.of(report, "log").reason()).contains("not a regular file");
        assertThatThrownBy(() -> alerts.log().recent(null, 1))
            .isInstanceOf(AlertsException.class)
            .hasMessageContaining("ATOCORE_ALERT_LOG");
      }
    }
    assertThat(target).isEmptyFile();
  }

  @Test
  void eightProcessesAtOnce_tearNoLine() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      processes.add(ChildJvm.start(EmitMain.class, List.of(), log().toString(), "", "1000", ""));
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }

    List<String> lines = Files.readAllLines(log());
    assertThat(lines)
        .hasSize(8_000)
        .allMatch(line -> AlertJson.read(JsonReader.object(line)) != null);
    assertThat(
            new AlertLog(log())
                .recent(null, 9_000).stream().map(entry -> entry.alert().id()).distinct())
        .hasSize(8_000);
  }
}
