package dev.atocore.audit.log;

import dev.atocore.audit.entry.AuditEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The erasures on record, arranged to tell which entries may be without their bodies. */
public final class ErasureRecords {
  private final Map<String, Long> redactedThrough = new HashMap<>();
  private final List<Erasure.Pruning> prunings = new ArrayList<>();

  /** Those erasures. */
  public ErasureRecords(List<Erasure> erasures) {
    for (Erasure erasure : erasures) {
      if (erasure instanceof Erasure.Redaction redaction) {
        redactedThrough.merge(redaction.memoryId(), redaction.throughVersion(), Math::max);
      } else if (erasure instanceof Erasure.Pruning pruning) {
        prunings.add(pruning);
      }
    }
  }

  /** Whether an entry without bodies is one of those that were redacted or pruned. */
  public boolean cover(AuditEntry entry) {
    return entry.redacted()
        ? coverRedacted(entry.memoryId(), entry.version())
        : coverPruned(entry.id(), entry.timestamp());
  }

  /** Whether the bodies of that version may be gone for good. */
  public boolean coverRedacted(String memoryId, long version) {
    return redactedThrough.getOrDefault(memoryId, 0L) >= version;
  }

  /** Whether the bodies of that entry may be in an archive. */
  public boolean coverPruned(long entryId, String timestamp) {
    return prunings.stream().anyMatch(pruning -> pruning.covers(entryId, timestamp));
  }
}
