package dev.atocore.integrity.history;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.state.State;
import dev.atocore.core.state.StateValue;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.Times;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest backups of a store, as far as it was told of them: what tells whether someone makes
 * them as a habit.
 *
 * @param at when it was made, ISO-8601 UTC
 * @param path the file
 */
public record BackupRecord(String at, String path) {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.integrity.BackupRecord");
  private static final String CATEGORY = "integrity";
  private static final String KEY = "backups";
  private static final int KEPT = 10;

  /**
   * Remembers that a backup was made in that file. A store that cannot be written is no failure.
   */
  public static void add(MemoryStore store, Path file) {
    try {
      List<BackupRecord> all = new ArrayList<>(all(store));
      all.add(
          new BackupRecord(
              Times.format(Instant.now()), file.toAbsolutePath().normalize().toString()));
      store
          .state()
          .set(
              State.OWN,
              CATEGORY,
              KEY,
              json(all.subList(Math.max(0, all.size() - KEPT), all.size())));
    } catch (AtoCoreException e) {
      log.info("That a backup was made could not be kept: {}", e.getMessage());
    }
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
            json.writeStringField("path", one.path());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static List<BackupRecord> parse(String text) {
    List<BackupRecord> all = new ArrayList<>();
    for (JsonRecord fields : JsonRecord.parseList(text)) {
      String at = fields.text("at");
      String path = fields.text("path");
      if (at != null && path != null) {
        all.add(new BackupRecord(at, path));
      }
    }
    return all;
  }
}
