package dev.atocore.alerts;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program's own log. */
final class LoggerSink implements AlertSink {
  static final String NAME = "slf4j";

  private static final Logger log = LoggerFactory.getLogger("atocore.alert");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SinkResult deliver(Alert alert, Duration timeLeft) {
    String line = PlainText.line(alert.title()) + ": " + PlainText.line(alert.message());
    switch (alert.severity()) {
      case INFO -> log.info("{}", line);
      case WARNING -> log.warn("{}", line);
      case CRITICAL -> log.error("{}", line);
    }
    return SinkResult.delivered(NAME);
  }
}
