package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in an alert does no harm where it arrives. */
class HarmlessContentTest {
  private final Path log;

  HarmlessContentTest(@TempDir Path folder) {
    log = folder.resolve("alerts.log");
  }

  private Alerts alerts(String url) {
    return Alerts.builder().logFile(log).webhook(url).timeout(Duration.ofMinutes(1)).build();
  }

  @Test
  void hugeMessage_arrivesCutAndSaysSo() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        Alerts alerts = alerts("discord+" + receiver.url("/d"))) {
      alerts.emit(Severity.INFO, "t", "💥".repeat(512 * 1024), Map.of());

      String description = Dig.text(receiver.only().json(), "embeds", 0, "description");
      assertThat(description.length()).isLessThanOrEqualTo(4_096);
      assertThat(description).endsWith("more characters]").isEqualTo(Text.wellFormed(description));
      assertThat(Files.size(log)).isLessThanOrEqualTo(64 * 1024);
    }
  }

  @Test
  void loneSurrogatesAndMentions_arriveHarmless() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        Alerts alerts = alerts("discord+" + receiver.url("/d") + "?thread_id=42")) {
      alerts.emit(
          Severity.INFO, "\ud800 @everyone", "<@&1> \udc00\0 @here", Map.of("\ud83d", "@all"));

      assertThat(receiver.only().path()).isEqualTo("/d?wait=true&thread_id=42");
      Map<?, ?> json = receiver.only().json();
      assertThat(Dig.list(json, "allowed_mentions", "parse")).isEmpty();
      assertThat(Dig.text(json, "embeds", 0, "title")).isEqualTo("[INFO] \ufffd @everyone");
      assertThat(Dig.text(json, "embeds", 0, "description")).isEqualTo("<@&1> \ufffd\ufffd @here");
    }
  }
}
