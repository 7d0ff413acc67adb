package dev.atocore.alerts.spool;

import dev.atocore.alerts.json.AlertJson;
import dev.atocore.alerts.text.Digests;
import dev.atocore.alerts.text.JsonReader;
import dev.atocore.alerts.text.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers, over processes, how each receiver has fared and until when it asked to be left alone.
 */
public final class SinkBook {
  private static final Duration LONGEST_PAUSE = Duration.ofHours(25);

  private final Path folder;

  public SinkBook(Path spoolFolder) {
    this.folder = spoolFolder.resolve("sinks");
  }

  /**
   * How one receiver has fared.
   *
   * @param quietUntil before when it must not be tried again; null when it may be
   */
  public record Page(
      @Nullable Instant lastSuccess,
      @Nullable Instant lastErrorAt,
      @Nullable String lastError,
      @Nullable Instant quietUntil) {
    static final Page EMPTY = new Page(null, null, null, null);

    /** Until when to leave the receiver alone; null when it may be tried now. */
    public @Nullable Instant quietAfter(Instant now) {
      Instant until = quietUntil;
      // Further off than anyone may ask for: the clock was set back.
      return until != null && until.isAfter(now) && until.isBefore(now.plus(LONGEST_PAUSE))
          ? until
          : null;
    }
  }

  /** What is known; nothing when that cannot be read. */
  public Page read(String sinkId) {
    Map<?, ?> json;
    try {
      json = JsonReader.object(SpoolFiles.read(file(sinkId)));
    } catch (IOException e) {
      return Page.EMPTY;
    }
    return new Page(
        AlertJson.instant(json, "last_success"),
        AlertJson.instant(json, "last_error_at"),
        JsonReader.string(json, "last_error"),
        AlertJson.instant(json, "quiet_until"));
  }

  public void succeeded(String sinkId, Instant now) {
    Page page = read(sinkId);
    write(sinkId, new Page(now, page.lastErrorAt(), page.lastError(), null));
  }

  public void failed(String sinkId, Instant now, String reason, @Nullable Instant quietUntil) {
    Page page = read(sinkId);
    write(sinkId, new Page(page.lastSuccess(), now, reason, quietUntil));
  }

  private void write(String sinkId, Page page) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("last_success", page.lastSuccess());
    json.put("last_error_at", page.lastErrorAt());
    json.put("last_error", page.lastError());
    json.put("quiet_until", page.quietUntil());
    try {
      SpoolFiles.write(file(sinkId), JsonWriter.of(json), false);
    } catch (IOException e) {
      // Only a memory of how it went: the delivery itself is settled elsewhere.
      return;
    }
  }

  private Path file(String sinkId) {
    // A caller's own sink may call itself anything.
    return folder.resolve((Spool.isPlain(sinkId) ? sinkId : Digests.sha256(sinkId)) + ".json");
  }
}
