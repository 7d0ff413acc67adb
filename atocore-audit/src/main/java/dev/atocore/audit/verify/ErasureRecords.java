package dev.atocore.audit.verify;

import dev.atocore.audit.log.Erasure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The erasures on record, arranged to tell which entries may be without their bodies. */
final class ErasureRecords {
  private final Map<String, Long> redactedThrough = new HashMap<>();
  private final List<Erasure> prunings = new ArrayList<>();

  ErasureRecords(List<Erasure> erasures) {
    for (Erasure erasure : erasures) {
      String memoryId = erasure.memoryId();
      if (erasure.kind() == Erasure.Kind.PRUNED) {
        prunings.add(erasure);
      } else if (memoryId != null) {
        redactedThrough.merge(memoryId, erasure.throughVersion(), Math::max);
      }
    }
  }

  boolean cover(String memoryId, RawEntry entry) {
    if (entry.redacted()) {
      return redactedThrough.getOrDefault(memoryId, 0L) >= entry.version;
    }
    String timestamp = entry.timestamp();
    for (Erasure pruning : prunings) {
      String olderThan = pruning.olderThan();
      if (olderThan != null
          && timestamp.compareTo(olderThan) < 0
          && entry.id <= pruning.throughEntry()) {
        return true;
      }
    }
    return false;
  }
}
