package dev.atocore.cli.command.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditJson;
import java.io.IOException;

/** Entries with all that a verifier needs to recompute their hashes. */
final class ExportView extends EntryView {
  static final ExportView ROWS = new ExportView();

  private ExportView() {}

  @Override
  public void json(JsonGenerator json, AuditEntry entry) throws IOException {
    AuditJson.writeForExport(json, entry);
  }
}
