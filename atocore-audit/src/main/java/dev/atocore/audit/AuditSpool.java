package dev.atocore.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file beside a store that keeps the entries which could not be written at the time: one JSON
 * object a line, mode 0600, flushed to the disk before the mutation commits. Whoever touches it
 * holds the store's write lock, so it needs none of its own. Entries that turn out to belong to no
 * committed change are moved to a second file, {@code …aborted.ndjson}, and stay there.
 */
public final class AuditSpool {
  private final Path file;
  private final Path aborted;

  /**
   * The spool in {@code file}, by convention {@code <db>.audit-spool.ndjson}. The file need not
   * exist.
   */
  public AuditSpool(Path file) {
    this.file = file;
    String name = String.valueOf(file.getFileName());
    String stem =
        name.endsWith(".ndjson") ? name.substring(0, name.length() - ".ndjson".length()) : name;
    this.aborted = file.resolveSibling(stem + ".aborted.ndjson");
  }

  /** Where the entries are kept. */
  public Path file() {
    return file;
  }

  /** Where entries that never committed are set aside. */
  public Path abortedFile() {
    return aborted;
  }

  /** Whether nothing waits. Costs one look at the file system. */
  public boolean isEmpty() {
    return !Files.exists(file);
  }

  /**
   * What waits, oldest first, and how many lines could not be read (a line torn by a crash, or
   * someone's edit).
   *
   * @throws AuditException with the code {@code audit_spool_unreadable}
   */
  public Content read() {
    return read(file);
  }

  /** The entries that were set aside because their change never committed. */
  public Content readAborted() {
    return read(aborted);
  }

  /** Adds entries and returns once they are on the disk. */
  public void append(List<AuditEntry> entries) throws IOException {
    append(file, entries);
  }

  /** Sets entries aside for good. */
  void abort(List<AuditEntry> entries) throws IOException {
    append(aborted, entries);
  }

  /** Replaces the file's content; with nothing left to keep, removes it. */
  void keepOnly(List<AuditEntry> entries, List<String> unreadable) throws IOException {
    if (entries.isEmpty() && unreadable.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (String line : unreadable) {
      lines.writeBytes(line.getBytes(UTF_8));
      lines.write('\n');
    }
    lines.writeBytes(encode(entries));
    write(next, lines.toByteArray());
    try {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Content read(Path file) {
    List<AuditEntry> entries = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    String text;
    try {
      text = new String(Files.readAllBytes(file), UTF_8);
    } catch (NoSuchFileException e) {
      return new Content(List.of(), List.of());
    } catch (IOException e) {
      throw new AuditException(
          "audit_spool_unreadable",
          "The audit spool " + file + " cannot be read: " + e.getMessage(),
          e);
    }
    for (String line : text.split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      AuditEntry entry = decode(line);
      if (entry == null) {
        unreadable.add(line);
      } else {
        entries.add(entry);
      }
    }
    return new Content(entries, unreadable);
  }

  private static void append(Path file, List<AuditEntry> entries) throws IOException {
    write(file, encode(entries));
  }

  private static void write(Path file, byte[] lines) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try (FileChannel channel = open(file, options)) {
      long end = channel.size();
      ByteBuffer buffer;
      if (end > 0 && !endsWithNewline(channel, end)) {
        // A crash tore the last line: start on a fresh one, so that only the torn one is lost.
        buffer = ByteBuffer.allocate(lines.length + 1).put((byte) '\n').put(lines).flip();
      } else {
        buffer = ByteBuffer.wrap(lines);
      }
      try {
        channel.position(end);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(end);
        throw e;
      }
    }
  }

  private static FileChannel open(Path file, Set<StandardOpenOption> options) throws IOException {
    Set<java.nio.file.OpenOption> all = new java.util.HashSet<>(options);
    all.add(LinkOption.NOFOLLOW_LINKS);
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return FileChannel.open(file, all);
    }
    Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
    return FileChannel.open(file, all, PosixFilePermissions.asFileAttribute(ownerOnly));
  }

  private static boolean endsWithNewline(FileChannel channel, long end) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return channel.read(last, end - 1) == 1 && last.get(0) == '\n';
  }

  private static byte[] encode(List<AuditEntry> entries) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (AuditEntry entry : entries) {
      try (JsonGenerator json = JsonText.FACTORY.createGenerator(lines)) {
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        AuditJson.writeForExport(json, entry);
      }
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  /**
   * The entry in a line that {@link #encode} wrote; null when the line is torn or not one of ours.
   */
  private static @Nullable AuditEntry decode(String line) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JsonText.FACTORY.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        if (value.isStructStart()) {
          json.skipChildren();
        } else if (value != JsonToken.VALUE_NULL) {
          fields.put(name, json.getText());
        }
      }
      String hash = fields.get("hash");
      String salt = fields.get("salt");
      String prev = fields.get("prev_hash");
      String before = fields.get("before_digest");
      String after = fields.get("after_digest");
      String note = fields.get("note_digest");
      String memoryId = fields.get("memory_id");
      String action = fields.get("action");
      String actor = fields.get("actor");
      String timestamp = fields.get("timestamp");
      if (hash == null
          || memoryId == null
          || action == null
          || actor == null
          || timestamp == null) {
        return null;
      }
      boolean erased = before != null || after != null || note != null;
      return new AuditEntry(
          Long.parseLong(fields.getOrDefault("id", "")),
          memoryId,
          Long.parseLong(fields.getOrDefault("version", "")),
          action,
          actor,
          fields.get("project"),
          fields.get("before_json"),
          fields.get("after_json"),
          fields.get("note"),
          timestamp,
          fields.get("request_id"),
          ofHex(salt),
          ofHex(prev),
          ByteString.ofHex(hash),
          erased ? new BodyDigests(ofHex(before), ofHex(after), ofHex(note)) : null);
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable ByteString ofHex(@Nullable String hex) {
    return hex == null ? null : ByteString.ofHex(hex);
  }

  /**
   * What a spool file holds.
   *
   * @param entries the entries, in the order they were written
   * @param unreadable lines that are no entry
   */
  public record Content(List<AuditEntry> entries, List<String> unreadable) {
    /** Copies the lists. */
    public Content {
      entries = List.copyOf(entries);
      unreadable = List.copyOf(unreadable);
    }
  }
}
