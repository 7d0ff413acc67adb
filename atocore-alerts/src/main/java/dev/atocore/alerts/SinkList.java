package dev.atocore.alerts;

import dev.atocore.alerts.delivery.Receivers;
import dev.atocore.alerts.delivery.UndeliveredFiles;
import dev.atocore.alerts.event.AlertsException;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.local.InvalidSink;
import dev.atocore.alerts.route.AlertRoute;
import dev.atocore.alerts.sink.AlertLog;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.AlertSink;
import dev.atocore.alerts.sink.SinkStatus;
import dev.atocore.alerts.spool.SinkBook;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The configured sinks, and those that are gone while something waits for them. */
final class SinkList {
  /** How many lines back the log is asked when the logger last took an alert. */
  private static final int LOG_LOOKED_AT = 100;

  private final Receivers receivers;
  private final List<AlertSink> custom;
  private static final UndeliveredFiles.Count NOTHING = new UndeliveredFiles.Count(0, 0);

  private final Path logFile;

  SinkList(Receivers receivers, List<AlertSink> custom, Path logFile) {
    this.receivers = receivers;
    this.custom = custom;
    this.logFile = logFile;
  }

  List<SinkStatus> read() {
    List<SinkStatus> all = new ArrayList<>();
    List<AlertLog.Entry> logged = lastLogged();
    Instant inSlf4j =
        newest(logged, entry -> "delivered".equals(entry.sinks().get(AlertReport.SLF4J)));
    all.add(local(AlertReport.SLF4J, "slf4j", "dev.atocore.alerts", inSlf4j));
    all.add(local(AlertReport.LOG, "log", logFile.toString(), newest(logged, entry -> true)));
    Map<String, UndeliveredFiles.Count> undelivered = undeliveredIfAny();
    Set<String> gone = new LinkedHashSet<>(undelivered.keySet());
    for (AlertRoute route : receivers.routes()) {
      gone.remove(route.id());
      UndeliveredFiles.Count count = undelivered.getOrDefault(route.id(), NOTHING);
      SinkBook.Page page = receivers.book().read(route.id());
      all.add(
          new SinkStatus(
              route.id(),
              route.format().name(),
              route.target(),
              route.min(),
              page.lastSuccess(),
              page.lastErrorAt(),
              page.lastError(),
              count.waiting(),
              count.dead()));
    }
    for (String id : gone) {
      UndeliveredFiles.Count count = undelivered.getOrDefault(id, NOTHING);
      SinkBook.Page page = receivers.book().read(id);
      all.add(
          new SinkStatus(
              id,
              "gone",
              "-",
              Severity.INFO,
              page.lastSuccess(),
              page.lastErrorAt(),
              "no sink of that id is configured now",
              count.waiting(),
              count.dead()));
    }
    for (AlertSink sink : custom) {
      all.add(
          sink instanceof InvalidSink broken
              ? new SinkStatus(
                  broken.id(), "invalid", "-", Severity.INFO, null, null, broken.reason(), 0, 0)
              : local(sink.id(), "custom", sink.id(), sink.lastSuccess()));
    }
    return all;
  }

  /** Where there is no webhook a spool that cannot be read hurts nobody. */
  private Map<String, UndeliveredFiles.Count> undeliveredIfAny() {
    try {
      return receivers.undeliveredCounts();
    } catch (AlertsException e) {
      if (receivers.routes().isEmpty()) {
        return Map.of();
      }
      throw e;
    }
  }

  private SinkStatus local(String id, String kind, String target, @Nullable Instant lastSuccess) {
    SinkBook.Page page = receivers.book().read(id);
    return new SinkStatus(
        id, kind, target, Severity.INFO, lastSuccess, page.lastErrorAt(), page.lastError(), 0, 0);
  }

  /** The log is its own record, and that of the logger: it names what came of it. */
  private List<AlertLog.Entry> lastLogged() {
    try {
      return new AlertLog(logFile).recent(null, LOG_LOOKED_AT);
    } catch (AlertsException e) {
      return List.of();
    }
  }

  private static @Nullable Instant newest(
      List<AlertLog.Entry> entries, Predicate<AlertLog.Entry> which) {
    return entries.stream().filter(which).map(entry -> entry.alert().ts()).findFirst().orElse(null);
  }
}
