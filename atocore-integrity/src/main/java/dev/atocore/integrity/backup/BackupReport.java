package dev.atocore.integrity.backup;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backup is worth.
 *
 * @param file the backup
 * @param memories how many memories it holds
 * @param entries how many audit entries it holds
 * @param newestEntry the id of the newest of them; 0 when there is none
 * @param compared whether there was a store to compare it with
 * @param differences where it does not agree with the store, a line each
 * @param checks what the checks found in it
 * @param unreadable why it cannot be read at all; null when it can
 */
public record BackupReport(
    Path file,
    long memories,
    long entries,
    long newestEntry,
    boolean compared,
    List<String> differences,
    IntegrityResult checks,
    @Nullable String unreadable) {
  /** Copies the list. */
  public BackupReport {
    differences = List.copyOf(differences);
  }

  /** The same, but of that file. */
  BackupReport of(Path other) {
    return new BackupReport(
        other, memories, entries, newestEntry, compared, differences, checks, unreadable);
  }

  /** Whether one could restore it and go on. */
  public boolean ok() {
    return unreadable == null && differences.isEmpty() && checks.status() == CheckStatus.OK;
  }

  /**
   * Writes one object: {@code file, status, memories, entries, newest_entry, compared, differences,
   * checks}, and {@code unreadable} where it applies.
   */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", file.toString());
    json.writeStringField("status", ok() ? "ok" : "findings");
    json.writeNumberField("memories", memories);
    json.writeNumberField("entries", entries);
    json.writeNumberField("newest_entry", newestEntry);
    json.writeBooleanField("compared", compared);
    json.writeArrayFieldStart("differences");
    for (String difference : differences) {
      json.writeString(difference);
    }
    json.writeEndArray();
    if (unreadable != null) {
      json.writeStringField("unreadable", unreadable);
    }
    json.writeFieldName("checks");
    checks.write(json);
    json.writeEndObject();
  }
}
