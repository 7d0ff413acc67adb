import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Alerts that wait for a receiver which takes none; run by scripts/bench/scale. */
final class ScaleAlerts {
  /** Arguments: the alert log, the spool, the receiver's address, and how many. */
  public static void main(String[] args) {
    try (Alerts alerts =
        Alerts.builder()
            .logFile(Path.of(args[0]))
            .spool(Path.of(args[1]))
            .webhook(args[2])
            .timeout(Duration.ofSeconds(5))
            .build()) {
      int count = Integer.parseInt(args[3]);
      for (int i = 0; i < count; i++) {
        Severity severity = i % 10 == 0 ? Severity.CRITICAL : Severity.WARNING;
        alerts.emit(
            AlertRequest.of(severity, "Queue " + i + " is long", "pump water: " + i + " wait")
                .withContext(Map.of("queue", i)));
      }
    }
    System.exit(0);
  }
}
