package dev.atocore.alerts.local;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.AlertSink;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.alerts.text.Text;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes an alert as one line to the logger {@code dev.atocore.alerts}. */
public final class Slf4jSink implements AlertSink {
  private static final int MAX = 8_000;

  private final Logger logger = LoggerFactory.getLogger("dev.atocore.alerts");

  @Override
  public String id() {
    return AlertReport.SLF4J;
  }

  @Override
  public SinkResult deliver(Alert alert, Deadline deadline) {
    switch (alert.severity()) {
      case INFO -> {
        if (logger.isInfoEnabled()) {
          logger.info(line(alert));
          return SinkResult.delivered();
        }
      }
      case WARNING -> {
        if (logger.isWarnEnabled()) {
          logger.warn(line(alert));
          return SinkResult.delivered();
        }
      }
      case CRITICAL -> {
        if (logger.isErrorEnabled()) {
          logger.error(line(alert));
          return SinkResult.delivered();
        }
      }
    }
    return SinkResult.skipped("the logger is off at this level");
  }

  private static String line(Alert alert) {
    StringBuilder line = new StringBuilder("alert ").append(alert.severity().text());
    if (alert.status() == AlertStatus.RESOLVED) {
      line.append(" resolved");
    }
    line.append(": ").append(alert.title());
    if (!alert.message().isEmpty()) {
      line.append(": ").append(alert.message());
    }
    for (Map.Entry<String, ?> entry : alert.context().entrySet()) {
      line.append(' ').append(entry.getKey()).append('=').append(String.valueOf(entry.getValue()));
    }
    // Line breaks in a log line would let an alert forge the next one.
    return Text.clip(Text.oneLine(line.toString()), MAX);
  }
}
