package dev.atocore.cli.command.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditJson;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.cli.out.RowShape;
import dev.atocore.core.image.Image;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How entries look as rows of a list. */
class EntryView extends RowShape<AuditEntry> {
  static final EntryView ROWS = new EntryView();

  EntryView() {
    super(
        "entries",
        "ID,TIME,ACTION,ACTOR,MEMORY,V,CONTENT",
        "id,memory_id,version,action,actor,before,after,note,timestamp,request_id,prev_hash,hash");
  }

  @Override
  public void json(JsonGenerator json, AuditEntry entry) throws IOException {
    AuditJson.write(json, entry);
  }

  @Override
  public @Nullable Object[] cells(AuditEntry entry) {
    return row(
        entry.id(),
        seconds(entry.timestamp()),
        entry.action(),
        entry.actor(),
        entry.memoryId(),
        entry.version(),
        entry.redacted()
            ? "(redacted)"
            : entry.pruned() ? "(pruned)" : Image.latest(entry).content());
  }

  @Override
  public @Nullable Object[] csv(AuditEntry entry) {
    ByteString prev = entry.prevHash();
    return row(
        entry.id(),
        entry.memoryId(),
        entry.version(),
        entry.action(),
        entry.actor(),
        entry.before(),
        entry.after(),
        entry.note(),
        entry.timestamp(),
        entry.requestId(),
        prev == null ? null : prev.hex(),
        entry.hash().hex());
  }

  @Override
  public String id(AuditEntry entry) {
    return Long.toString(entry.id());
  }

  /** The time without its fraction, which takes room in a table. */
  private static String seconds(String timestamp) {
    return timestamp.length() == 27 ? timestamp.substring(0, 19) + "Z" : timestamp;
  }
}
