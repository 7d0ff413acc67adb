package dev.atocore.audit.log;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many entries there are of each action.
 *
 * @param lastId the largest id there was; 0 when the log is empty
 * @param byAction the counts by the verb as stored; a tampered log may hold any text here
 */
public record AuditTally(long lastId, Map<String, Long> byAction) {
  /** Copies the map. */
  public AuditTally {
    byAction = Collections.unmodifiableMap(new LinkedHashMap<>(byAction));
  }
}
