package dev.atocore.audit.log;

import dev.atocore.audit.entry.AuditEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some entries and where to go on.
 *
 * @param entries the entries in the order asked for
 * @param next the cursor of the next page; null when this was the last
 */
public record AuditPage(List<AuditEntry> entries, @Nullable String next) {
  /** Copies the list. */
  public AuditPage {
    entries = List.copyOf(entries);
  }
}
