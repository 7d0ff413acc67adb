package dev.atocore.audit.seal;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.record.RecordChain;
import dev.atocore.audit.record.RecordProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A look at the sealed entries without bodies: their hashes hold whoever erased them, so that only
 * what is on record tells one who may from one who may not. The newest entry of a memory is never
 * erased, or its row could say anything.
 */
final class ErasureCheck {
  private final EntryTable log;
  private final RecordChain records;

  /** The last of each memory's entries seen so far, if that one is erased. */
  private final Map<String, TreeProblem> newest = new HashMap<>();

  private final Map<String, Long> versions = new HashMap<>();
  private final List<TreeProblem> found = new ArrayList<>();

  ErasureCheck(EntryTable log, RecordChain records) {
    this.log = log;
    this.records = records;
  }

  void look(long leaf, AuditEntry entry) {
    if (entry.erased() == null) {
      if (!newest.isEmpty() && entry.version() > versions.getOrDefault(entry.memoryId(), 0L)) {
        newest.remove(entry.memoryId());
      }
      return;
    }
    boolean covered =
        entry.redacted()
            ? records.coversRedacted(entry.memoryId(), entry.version())
            : records.coversPruned(entry.id(), entry.timestamp());
    if (!covered) {
      found.add(problem(leaf, entry, "no redaction or pruning is on record"));
      return;
    }
    if (entry.version() >= versions.getOrDefault(entry.memoryId(), 0L)) {
      versions.put(entry.memoryId(), entry.version());
      newest.put(entry.memoryId(), problem(leaf, entry, "it is the newest of its memory"));
    }
  }

  /** Tells what was found; how much that was. */
  long tell(Consumer<TreeProblem> problem) {
    newest.forEach(
        (memoryId, erased) -> {
          if (log.findNewest(memoryId).map(entry -> entry.erased() != null).orElse(false)) {
            found.add(erased);
          }
        });
    for (RecordProblem record : records.problems()) {
      found.add(new TreeProblem(TreeProblem.Kind.RECORD_ALTERED, -1, null, record.detail()));
    }
    found.forEach(problem);
    return found.size();
  }

  private static TreeProblem problem(long leaf, AuditEntry entry, String why) {
    return new TreeProblem(
        TreeProblem.Kind.FORGED_ERASURE,
        leaf,
        entry.id(),
        "the bodies of entry " + entry.id() + " were erased, though " + why);
  }
}
