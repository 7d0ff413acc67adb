package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.SinkStatus;
import dev.atocore.alerts.sink.Undelivered;
import dev.atocore.alerts.sink.UndeliveredPage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is undelivered, a page at a time. */
class UndeliveredPagesTest {
  @TempDir Path folder;

  @Test
  void pages_areTheWholeList_whateverTheirSize() throws Exception {
    try (Alerts alerts = twelveWaitingFiveDead()) {
      List<Undelivered> all = alerts.listUndelivered();
      assertThat(all).hasSize(17);
      assertThat(all.subList(0, 12)).noneMatch(Undelivered::dead);
      assertThat(all.subList(12, 17)).allMatch(Undelivered::dead);
      for (int limit = 1; limit < 19; limit++) {
        List<Undelivered> joined = new ArrayList<>();
        String next = null;
        do {
          UndeliveredPage page = alerts.listUndelivered(limit, next);
          assertThat(page.undelivered()).hasSizeBetween(1, limit);
          assertThat(page.total()).isEqualTo(17);
          joined.addAll(page.undelivered());
          next = page.next();
        } while (next != null);
        assertThat(joined).as("pages of " + limit).isEqualTo(all);
      }
    }
  }

  @Test
  void sinks_countWhatWaitsAndWhatIsDead() throws Exception {
    try (Alerts alerts = twelveWaitingFiveDead()) {
      List<SinkStatus> waiting =
          alerts.sinks().stream().filter(sink -> sink.waiting() + sink.dead() > 0).toList();
      assertThat(waiting).hasSize(1);
      assertThat(waiting.get(0).waiting()).isEqualTo(12);
      assertThat(waiting.get(0).dead()).isEqualTo(5);
    }
  }

  @Test
  void limit_below1_isRefused() throws Exception {
    try (Alerts alerts = Alerts.builder().logFile(folder.resolve("alerts.log")).build()) {
      assertThatThrownBy(() -> alerts.listUndelivered(0, null))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private Alerts twelveWaitingFiveDead() throws IOException {
    String url;
    try (ServerSocket socket = new ServerSocket(0)) {
      url = "http://127.0.0.1:" + socket.getLocalPort() + "/hook";
    }
    Path spool = folder.resolve("spool");
    Alerts alerts =
        Alerts.builder().logFile(folder.resolve("alerts.log")).spool(spool).webhook(url).build();
    for (int i = 0; i < 17; i++) {
      alerts.emit(AlertRequest.of(Severity.WARNING, "t" + i, "m"));
    }
    Files.createDirectories(spool.resolve("dead"));
    List<Undelivered> waiting = alerts.listUndelivered();
    for (Undelivered one : waiting.subList(3, 8)) {
      String name = one.alert().id() + "~" + one.sinkId() + ".json";
      Files.move(spool.resolve("new").resolve(name), spool.resolve("dead").resolve(name));
    }
    return alerts;
  }
}
