package dev.atocore.audit.spool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.EntryLines;
import dev.atocore.audit.io.FileOwner;
import dev.atocore.audit.io.PrivateFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of lines that survives crashes: what {@link #append} and {@link #replace} wrote is on the
 * disk when they return, whole or not at all. Mode 0600; never through a symbolic link.
 */
final class SpoolFile {
  private static final String ID = "{\"id\":";

  private final Path file;

  SpoolFile(Path file) {
    this.file = file;
  }

  Path path() {
    return file;
  }

  boolean exists() {
    // Not by Files, which makes an exception each time there is none, and that is every change.
    return file.toFile().exists();
  }

  /** Changes when the file does; empty when there is none. */
  String stamp() {
    try {
      return Files.size(file) + " " + Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return "";
    }
  }

  AuditSpool.Content read() {
    List<AuditEntry> entries = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    String text;
    try {
      requireTrusted();
      text = new String(Files.readAllBytes(file), UTF_8);
    } catch (NoSuchFileException e) {
      return new AuditSpool.Content(List.of(), List.of());
    } catch (IOException e) {
      throw unreadable(e);
    }
    for (String line : text.split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      AuditEntry entry = EntryLines.decode(line);
      if (entry == null) {
        unreadable.add(line);
      } else {
        entries.add(entry);
      }
    }
    return new AuditSpool.Content(entries, unreadable);
  }

  /** The largest id at the start of a line; 0 when there is none. Reads no entry. */
  long largestId() {
    long largest = 0;
    try {
      requireTrusted();
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(Files.newInputStream(file), ISO_8859_1))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          int end = line.indexOf(',');
          if (line.startsWith(ID) && end > ID.length()) {
            largest = Math.max(largest, number(line.substring(ID.length(), end)));
          }
        }
      }
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw unreadable(e);
    }
    return largest;
  }

  void append(byte[] lines) throws IOException {
    requireTrusted();
    boolean made = !exists();
    try (FileChannel channel = open(file)) {
      long end = channel.size();
      ByteBuffer buffer = ByteBuffer.wrap(lines);
      if (end > 0 && !endsWithNewline(channel, end)) {
        // A crash tore the last line: start on a fresh one, so that only the torn one is lost.
        buffer = ByteBuffer.allocate(lines.length + 1).put((byte) '\n').put(lines).flip();
      }
      try {
        channel.position(end);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(end);
        if (made) {
          Files.deleteIfExists(file);
        }
        throw e;
      }
    }
    if (made) {
      PrivateFile.forceFolder(file);
    }
  }

  /** Puts other lines in the place of all; no lines remove the file. */
  void replace(byte[] lines) throws IOException {
    if (lines.length == 0) {
      Files.deleteIfExists(file);
      PrivateFile.forceFolder(file);
      return;
    }
    PrivateFile.replace(file, lines);
  }

  /** The same, and leaves nothing of the old lines in the blocks that become free. */
  void replaceAndWipe(byte[] lines) throws IOException {
    try (FileChannel old = open(file)) {
      replace(lines);
      ByteBuffer zeros = ByteBuffer.allocate(64 * 1024);
      long left = old.size();
      old.position(0);
      while (left > 0) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), left));
        left -= old.write(zeros);
      }
      old.force(true);
    }
  }

  /** Gives it another name, unless something has it. */
  void moveTo(Path target) throws IOException {
    requireTrusted();
    Files.move(file, target);
    PrivateFile.forceFolder(file);
  }

  private static FileChannel open(Path file) throws IOException {
    return PrivateFile.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** What is in it becomes entries of the log, so nobody else may have written it. */
  private void requireTrusted() throws IOException {
    if (!exists()) {
      return;
    }
    PrivateFile.requireRegular(file, LinkOption.NOFOLLOW_LINKS);
    String distrust = FileOwner.distrust(file);
    if (!distrust.isEmpty()) {
      throw new IOException(distrust);
    }
  }

  private AuditException unreadable(IOException e) {
    return new AuditException(
        "audit_spool_unreadable",
        "The audit spool " + file + " cannot be read: " + e.getMessage(),
        e);
  }

  private static boolean endsWithNewline(FileChannel channel, long end) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return channel.read(last, end - 1) == 1 && last.get(0) == '\n';
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
