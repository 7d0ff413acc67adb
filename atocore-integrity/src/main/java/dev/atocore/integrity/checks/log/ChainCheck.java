package dev.atocore.integrity.checks.log;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import org.jspecify.annotations.Nullable;

/**
 * A short look at the chain of one memory: the hash of each entry and its link to the one before.
 * Rows, gaps and erasures are left to the verifier of the whole log.
 */
final class ChainCheck {
  private final String memoryId;
  private final Findings findings;
  private @Nullable AuditEntry before;

  ChainCheck(String memoryId, Findings findings) {
    this.memoryId = memoryId;
    this.findings = findings;
  }

  void look(EntryTable log) {
    log.history(memoryId, this::entry);
    AuditEntry newest = before;
    if (newest != null && newest.erased() != null) {
      tell(newest, "altered", "the bodies of the newest entry were erased");
    }
  }

  private void entry(AuditEntry entry) {
    AuditEntry last = before;
    before = entry;
    if (!entry.computeHash().equals(entry.hash())) {
      tell(entry, "altered", "the entry is not what its hash was made of");
    } else if (last != null
        && last.version() == entry.version() - 1
        && !last.hash().equals(entry.prevHash())) {
      tell(entry, "link_broken", "the entry does not follow the one before it");
    }
  }

  private void tell(AuditEntry entry, String verdict, String message) {
    findings.add(
        memoryId + "@" + entry.version(),
        Details.of(message)
            .with("memory_id", memoryId)
            .with("version", entry.version())
            .with("verdict", verdict)
            .with("entry_id", entry.id()));
  }
}
