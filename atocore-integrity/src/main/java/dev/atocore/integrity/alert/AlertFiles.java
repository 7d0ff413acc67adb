package dev.atocore.integrity.alert;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.erase.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files in which alerts and the nightly job repeat what memories say. */
public final class AlertFiles {
  private static final String BATCH_LOG = "batch-extract.log";

  private AlertFiles() {}

  /**
   * Those of a store's alerts.
   *
   * @param batchLogs where else the nightly job writes its log; beside the alert log it is looked
   *     for anyway
   */
  public static Surroundings of(Alerts alerts, List<Path> batchLogs) {
    Path log = alerts.log().file().toAbsolutePath();
    Path spool = alerts.spool();
    return new Surroundings(
        List.of(log.resolveSibling(".")),
        Stream.concat(Stream.of(log, log.resolveSibling(BATCH_LOG)), batchLogs.stream()).toList(),
        Stream.of("new", "dead", "state", "sinks").map(spool::resolve).toList(),
        alerts::whileSpoolRests);
  }
}
