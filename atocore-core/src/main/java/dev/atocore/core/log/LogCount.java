package dev.atocore.core.log;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts of one moment.
 *
 * @param lastId the newest entry that is counted; 0 when the log is empty
 * @param counts how many there are of each; what other programs wrote may be any text
 * @param <K> what is counted
 */
public record LogCount<K>(long lastId, Map<K, Long> counts) {
  /** Copies the map. */
  public LogCount {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }
}
