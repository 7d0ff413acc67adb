package dev.atocore.alerts;

import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.SinkResult;

/** Looks things up in reports. */
public final class Reports {
  private Reports() {}

  public static SinkResult of(AlertReport report, String idStart) {
    for (AlertReport.Outcome outcome : report.sinks()) {
      if (outcome.sinkId().startsWith(idStart)) {
        return outcome.result();
      }
    }
    throw new AssertionError("no sink " + idStart + " in " + report.sinks());
  }

  static String outcome(AlertReport report, String idStart) {
    return of(report, idStart).outcome();
  }
}
