package dev.atocore.alerts;

import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertReport;
import java.util.List;
import java.util.Map;

/** A program that embeds nothing but this module: emits once and prints what became of it. */
public final class EnvironmentMain {
  private EnvironmentMain() {}

  /** Emits as the environment says. */
  public static void main(String[] args) {
    for (String foreign :
        List.of(
            "org.jooq.DSLContext",
            "org.sqlite.JDBC",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "dev.atocore.core.MemoryStore",
            "java.sql.Connection")) {
      System.out.println(foreign + ": " + (isThere(foreign) ? "there" : "absent"));
    }
    try (Alerts alerts = Alerts.fromEnvironment(System.getenv())) {
      AlertReport report = alerts.emit(Severity.WARNING, "Alone", "no database here", Map.of());
      for (AlertReport.Outcome sink : report.sinks()) {
        System.out.println(
            sink.sinkId() + ": " + sink.result().outcome() + ": " + sink.result().reason());
      }
      System.out.println("waiting: " + alerts.listUndelivered().size());
    }
  }

  private static boolean isThere(String name) {
    try {
      Class.forName(name);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
