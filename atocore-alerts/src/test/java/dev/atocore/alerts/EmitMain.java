package dev.atocore.alerts;

import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A process that emits: arguments are the log, a webhook or nothing, how many, and a key or
 * nothing.
 */
public final class EmitMain {
  private EmitMain() {}

  /** Emits {@code args[2]} alerts. */
  public static void main(String[] args) {
    // Long enough for eight of these on a machine that does other things too.
    AlertsBuilder builder =
        Alerts.builder().logFile(Path.of(args[0])).timeout(Duration.ofMinutes(1));
    if (!args[1].isEmpty()) {
      builder.webhook(args[1]);
    }
    try (Alerts alerts = builder.build()) {
      for (int i = 0; i < Integer.parseInt(args[2]); i++) {
        AlertRequest request =
            AlertRequest.of(Severity.INFO, "alert " + i, "from " + ProcessHandle.current().pid());
        alerts.emit(
            request.withContext(Map.of("i", i)).withKey(args[3].isEmpty() ? null : args[3]));
      }
    }
  }
}
