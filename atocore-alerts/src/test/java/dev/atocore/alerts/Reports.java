package dev.atocore.alerts;

/** Looks things up in reports. */
final class Reports {
  private Reports() {}

  static SinkResult of(AlertReport report, String idStart) {
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
