package dev.atocore.audit.verify;

import dev.atocore.audit.log.Erasure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The erasures on record, arranged to tell which entries may be without their bodies. */
final class ErasureRecords {
  private final Map<String, Long> redactedThrough = new HashMap<>();
  private final List<Erasure.Pruning> prunings = new ArrayList<>();

  ErasureRecords(List<Erasure> erasures) {
    for (Erasure erasure : erasures) {
      if (erasure instanceof Erasure.Redaction redaction) {
        redactedThrough.merge(redaction.memoryId(), redaction.throughVersion(), Math::max);
      } else if (erasure instanceof Erasure.Pruning pruning) {
        prunings.add(pruning);
      }
    }
  }

  boolean cover(String memoryId, RawEntry entry) {
    if (entry.redacted()) {
      return redactedThrough.getOrDefault(memoryId, 0L) >= entry.version;
    }
    String timestamp = entry.timestamp();
    return prunings.stream().anyMatch(pruning -> pruning.covers(entry.id, timestamp));
  }
}
