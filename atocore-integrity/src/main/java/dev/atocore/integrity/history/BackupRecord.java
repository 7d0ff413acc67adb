package dev.atocore.integrity.history;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.state.State;
import dev.atocore.core.state.StateValue;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest backups of a store, as far as it was told of them: what tells whether someone makes
 * them as a habit.
 *
 * @param at when it was made, ISO-8601 UTC
 * @param path the file; null for one that was made by other means
 * @param note what was said of it; null for nothing
 */
public record BackupRecord(String at, @Nullable String path, @Nullable String note) {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.integrity.BackupRecord");
  private static final String CATEGORY = "integrity";
  private static final String KEY = "backups";
  private static final int KEPT = 10;

  /**
   * Remembers that a backup was made in that file. A store that cannot be written is no failure.
   */
  public static void add(MemoryStore store, Path file) {
    try {
      keep(store, file.toAbsolutePath().normalize().toString(), null);
    } catch (AtoCoreException e) {
      log.info("That a backup was made could not be kept: {}", e.getMessage());
    }
  }

  /**
   * Remembers that a backup was made by other means, such as those of a server, and came to its
   * end.
   *
   * @param note which, or where; null for nothing
   */
  public static BackupRecord done(MemoryStore store, @Nullable String note) {
    return keep(store, null, note);
  }

  /** The last one that is at most so old; empty when there is none. */
  public static Optional<BackupRecord> since(MemoryStore store, Instant earliest) {
    List<BackupRecord> all = all(store);
    BackupRecord last = all.isEmpty() ? null : all.get(all.size() - 1);
    return last != null && last.at().compareTo(Times.format(earliest)) >= 0
        ? Optional.of(last)
        : Optional.empty();
  }

  private static BackupRecord keep(
      MemoryStore store, @Nullable String path, @Nullable String note) {
    BackupRecord record = new BackupRecord(Times.format(Instant.now()), path, note);
    List<BackupRecord> all = new ArrayList<>(all(store));
    all.add(record);
    String kept = json(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    store.state().set(State.OWN, CATEGORY, KEY, kept);
    return record;
  }

  /** The latest backups, oldest first. */
  public static List<BackupRecord> all(MemoryStore store) {
    return store
        .state()
        .get(State.OWN, CATEGORY, KEY)
        .map(StateValue::value)
        .map(BackupRecord::parse)
        .orElse(List.of());
  }

  private static String json(List<BackupRecord> all) {
    return JsonRecord.write(
        json -> {
          json.writeStartArray();
          for (BackupRecord one : all) {
            json.writeStartObject();
            json.writeStringField("at", one.at());
            write(json, "path", one.path());
            write(json, "note", one.note());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static List<BackupRecord> parse(String text) {
    List<BackupRecord> all = new ArrayList<>();
    for (JsonRecord fields : JsonRecord.parseList(text)) {
      String at = fields.text("at");
      String path = fields.text("path");
      if (at != null) {
        all.add(new BackupRecord(at, path, fields.text("note")));
      }
    }
    return all;
  }
}
