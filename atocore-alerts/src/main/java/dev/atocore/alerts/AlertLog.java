package dev.atocore.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the alert log back, from its end, so that a long log costs no more than a short one. Lines
 * that are no alert are passed over.
 */
public final class AlertLog {
  private static final int BLOCK = 64 * 1024;
  private static final int MAX_LINE_BYTES = 1024 * 1024;

  private final Path file;

  AlertLog(Path file) {
    this.file = file;
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /**
   * Alerts, newest first. Empty when there is no log yet.
   *
   * @param severity only this severity; null for all
   * @param limit at most so many, at least 1
   */
  public List<LoggedAlert> recent(@Nullable Severity severity, int limit) throws IOException {
    List<LoggedAlert> found = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] tail = new byte[0];
      long position = channel.size();
      while (position > 0 && found.size() < limit) {
        int length = (int) Math.min(BLOCK, position);
        position -= length;
        byte[] text = join(read(channel, position, length), tail);
        int end = text.length;
        for (int i = text.length - 1; i >= 0 && found.size() < limit; i--) {
          if (text[i] == '\n') {
            add(found, text, i + 1, end, severity);
            end = i;
          }
        }
        tail = end > MAX_LINE_BYTES ? new byte[0] : java.util.Arrays.copyOf(text, end);
      }
      if (found.size() < limit) {
        add(found, tail, 0, tail.length, severity);
      }
    } catch (NoSuchFileException e) {
      return found;
    }
    return found;
  }

  private static byte[] read(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(length);
    while (block.hasRemaining() && channel.read(block, position + block.position()) >= 0) {
      // goes on until the block is full
    }
    return block.array();
  }

  private static byte[] join(byte[] a, byte[] b) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream(a.length + b.length);
    joined.writeBytes(a);
    joined.writeBytes(b);
    return joined.toByteArray();
  }

  private static void add(
      List<LoggedAlert> found, byte[] text, int from, int to, @Nullable Severity severity) {
    if (from >= to) {
      return;
    }
    LoggedAlert alert = parse(new String(text, from, to - from, UTF_8));
    if (alert != null && (severity == null || severity.word().equals(alert.severity()))) {
      found.add(alert);
    }
  }

  private static @Nullable LoggedAlert parse(String line) {
    Map<String, String> fields = new HashMap<>();
    Map<String, String> context = new LinkedHashMap<>();
    try (JsonParser json = AlertJson.FACTORY.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        if (value == JsonToken.START_OBJECT && name.equals("context")) {
          for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            if (json.nextToken().isScalarValue()) {
              context.put(key, json.getText());
            } else {
              json.skipChildren();
            }
          }
        } else if (value.isStructStart()) {
          json.skipChildren();
        } else if (value != JsonToken.VALUE_NULL) {
          fields.put(name, json.getText());
        }
      }
    } catch (IOException e) {
      return null;
    }
    String severity = fields.get("severity");
    String title = fields.get("title");
    if (severity == null || title == null) {
      return null;
    }
    return new LoggedAlert(
        fields.getOrDefault("id", ""),
        fields.getOrDefault("ts", ""),
        severity,
        fields.getOrDefault("status", "firing"),
        title,
        fields.getOrDefault("message", ""),
        context,
        fields.get("key"));
  }
}
