package dev.atocore.alerts.delivery;

import dev.atocore.alerts.route.AlertRoute;
import dev.atocore.alerts.spool.SpoolEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be done with one alert.
 *
 * @param decisions for each receiver {@code send}, or why not
 * @param parcels what is on its way
 * @param tellLocal whether the log, SLF4J and the caller's own sinks are notified
 */
record Plan(Map<String, String> decisions, List<Parcel> parcels, boolean tellLocal) {
  static final String SEND = "send";

  static Plan localOnly() {
    return new Plan(new LinkedHashMap<>(), new ArrayList<>(), true);
  }

  /**
   * One alert for one receiver.
   *
   * @param spooled whether it is safe on disk
   * @param problem why it is not; empty when it is
   * @param behind whether something sent earlier has to arrive first
   */
  record Parcel(
      AlertRoute route, SpoolEntry entry, boolean spooled, String problem, boolean behind) {}
}
