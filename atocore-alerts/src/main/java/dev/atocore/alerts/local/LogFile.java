package dev.atocore.alerts.local;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.json.AlertJson;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.alerts.spool.PrivateFiles;
import dev.atocore.alerts.text.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Appends one JSON line an alert. Opened and closed for each, so that a rotation by renaming loses
 * nothing.
 */
public final class LogFile {
  private static final int MAX_LINE = 64 * 1024;
  private static final int ROOM_FOR_DECISIONS = 8 * 1024;
  private static final long FIRST_PAUSE_NANOS = 100_000;
  private static final long LONGEST_PAUSE_NANOS = 5_000_000;
  private static final int LOOKS_WHEN_TORN = 80;
  private static final int MOST_LOOKS = 400;

  private final Path file;

  public LogFile(Path file) {
    this.file = file;
  }

  /** Appends the alert with what was decided for each other sink. */
  public SinkResult append(Alert alert, Map<String, String> decisions) {
    try {
      append(line(alert, decisions));
      return SinkResult.delivered();
    } catch (IOException e) {
      return SinkResult.failed("cannot write the alert log: " + PrivateFiles.explain(e));
    }
  }

  private void append(byte[] line) throws IOException {
    try (FileChannel channel = PrivateFiles.openToAppend(file)) {
      ByteBuffer buffer = ByteBuffer.wrap(endsTorn(channel) ? withBreakBefore(line) : line);
      // One write call: the kernel then never interleaves two appenders.
      while (buffer.hasRemaining()) {
        if (channel.write(buffer) == 0) {
          throw new IOException("no space left for " + file);
        }
      }
    }
  }

  /**
   * Whether a full disk or a crash has left half a line, which would swallow the next. A line that
   * another process is writing shows half for a moment, and for longer where that process has to
   * wait for a processor; half a line that stays is torn.
   */
  private boolean endsTorn(FileChannel channel) throws IOException {
    long size = -1;
    int same = 0;
    for (int look = 0; look < MOST_LOOKS && same < LOOKS_WHEN_TORN; look++) {
      long now = channel.size();
      if (now == 0 || endsLine(now)) {
        return false;
      }
      same = now == size ? same + 1 : 0;
      size = now;
      LockSupport.parkNanos(Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(look, 10)));
    }
    return true;
  }

  private boolean endsLine(long size) {
    try (FileChannel reader = PrivateFiles.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return reader.read(last, size - 1) != 1 || last.get(0) == '\n';
    } catch (IOException e) {
      // A log that may be written but not read is still a log.
      return true;
    }
  }

  private static byte[] withBreakBefore(byte[] line) {
    byte[] all = new byte[line.length + 1];
    all[0] = '\n';
    System.arraycopy(line, 0, all, 1, line.length);
    return all;
  }

  private static byte[] line(Alert alert, Map<String, String> decisions) {
    byte[] line = render(alert, decisions);
    return line.length <= MAX_LINE
        ? line
        : render(AlertJson.fit(alert, MAX_LINE - ROOM_FOR_DECISIONS), decisions);
  }

  private static byte[] render(Alert alert, Map<String, String> decisions) {
    JsonWriter json = new JsonWriter().begin();
    AlertJson.write(json, alert);
    json.field("sinks", decisions).end();
    return (json + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
