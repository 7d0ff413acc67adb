package dev.atocore.alerts.sink;

import static java.util.Objects.requireNonNull;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertsException;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.json.AlertJson;
import dev.atocore.alerts.spool.PrivateFiles;
import dev.atocore.alerts.text.AlertSettings;
import dev.atocore.alerts.text.JsonReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the alert log back. It reads from the end, in blocks, so the newest alerts of a large log
 * come at once; lines that are no alerts are passed over. Thread-safe.
 */
public final class AlertLog {
  private final Path file;

  /** The reader of one log file, which need not exist yet. */
  public AlertLog(Path file) {
    this.file = requireNonNull(file, "file is null");
  }

  /**
   * Where the log is: {@code ATOCORE_ALERT_LOG}, or {@code ~/atocore-logs/alerts.log}.
   *
   * @param env the environment, as of {@link System#getenv()}
   */
  public static Path defaultFile(Map<String, String> env) {
    return AlertSettings.logFile(env);
  }

  /** The log file. */
  public Path file() {
    return file;
  }

  /**
   * The newest alerts, newest first; none when there is no log. When the file has fewer, the one
   * that was rotated away last, with {@code .1} behind its name, is read too.
   *
   * @param severity the severity to keep; null keeps all
   * @param limit how many at most
   * @throws AlertsException with code {@code alert_log_unreadable} when there is a log that cannot
   *     be read
   */
  public List<Entry> recent(@Nullable Severity severity, int limit) {
    List<Entry> entries = new ArrayList<>();
    recent(severity, limit, entries::add);
    return entries;
  }

  /**
   * The same, one at a time as they are read.
   *
   * @param each what it throws ends the reading
   * @throws AlertsException as the other does, perhaps when some were handed over
   */
  public void recent(@Nullable Severity severity, int limit, Consumer<Entry> each) {
    try {
      int found = read(file, severity, limit, each);
      Path rotated = file.resolveSibling(file.getFileName() + ".1");
      if (found < limit && Files.isRegularFile(rotated, LinkOption.NOFOLLOW_LINKS)) {
        read(rotated, severity, limit - found, each);
      }
    } catch (IOException e) {
      throw new AlertsException(
          "alert_log_unreadable",
          "cannot read the alert log: " + PrivateFiles.explain(e) + "; ATOCORE_ALERT_LOG names it",
          e);
    }
  }

  /** How many it found. */
  private static int read(Path file, @Nullable Severity severity, int limit, Consumer<Entry> each)
      throws IOException {
    int found = 0;
    try (FileChannel channel = PrivateFiles.open(file, StandardOpenOption.READ)) {
      LinesFromEnd lines = new LinesFromEnd(channel);
      for (String line = lines.next(); found < limit && line != null; line = lines.next()) {
        Entry entry = entry(line);
        if (entry != null && (severity == null || entry.alert().severity() == severity)) {
          each.accept(entry);
          found++;
        }
      }
    } catch (NoSuchFileException e) {
      // No alert was ever logged, which is good news and no error.
      return 0;
    }
    return found;
  }

  private static @Nullable Entry entry(String line) {
    Map<?, ?> json = JsonReader.object(line);
    Alert alert = AlertJson.read(json);
    if (alert == null) {
      return null;
    }
    Map<String, String> sinks = new LinkedHashMap<>();
    if (json.get("sinks") instanceof Map<?, ?> decisions) {
      decisions.forEach(
          (sink, decision) -> sinks.put(String.valueOf(sink), String.valueOf(decision)));
    }
    return new Entry(alert, sinks);
  }

  /**
   * One line of the log. Immutable and thread-safe.
   *
   * @param alert the alert
   * @param sinks what was decided for each other sink: {@code send}, or why not
   */
  public record Entry(Alert alert, Map<String, String> sinks) {

    /** Copies the map. */
    public Entry {
      sinks = Collections.unmodifiableMap(new LinkedHashMap<>(sinks));
    }
  }
}
