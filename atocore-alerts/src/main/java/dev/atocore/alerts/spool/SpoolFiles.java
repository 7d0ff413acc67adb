package dev.atocore.alerts.spool;

import dev.atocore.alerts.text.AlertIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes whole files or none: to a temporary name, then renamed. */
public final class SpoolFiles {
  private static final int MAX_FILE = 1024 * 1024;

  private SpoolFiles() {}

  /**
   * Writes a file in one step as its readers see it.
   *
   * @param durable true to survive a power cut, at the price of waiting for the disk; the death of
   *     the process it survives anyway
   */
  static void write(Path file, String text, boolean durable) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("not a file in a folder: " + file);
    }
    Path temporary =
        folder.resolve(
            "." + file.getFileName() + "." + AlertIds.next(System.currentTimeMillis()) + ".tmp");
    try {
      try (FileChannel channel = PrivateFiles.createNew(temporary)) {
        ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        if (durable) {
          channel.force(true);
        }
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    if (durable) {
      syncFolder(folder);
    }
  }

  /** Waits until the disk has a file that was written without waiting. */
  static void sync(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Delivered and gone already, or a disk that cannot sync: the file is where it was put.
      return;
    }
    syncFolder(file.resolveSibling("."));
  }

  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some systems cannot sync a folder; the file itself is safe there.
      return;
    }
  }

  /** The file is larger than anything written here. */
  static final class TooLarge extends IOException {
    TooLarge(String message) {
      super(message);
    }
  }

  /** Reads a small regular file. */
  public static String read(Path file) throws IOException {
    try (FileChannel channel = PrivateFiles.open(file, StandardOpenOption.READ)) {
      if (channel.size() > MAX_FILE) {
        throw new TooLarge(file + " is too large");
      }
      ByteBuffer buffer = ByteBuffer.allocate((int) channel.size());
      int read = 0;
      while (buffer.hasRemaining() && read >= 0) {
        read = channel.read(buffer);
      }
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }
  }
}
