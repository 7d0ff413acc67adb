package dev.atocore.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;

/**
 * The alert log: one JSON object a line, at most 64 KiB, appended in one write to a regular file
 * that is opened and closed each time, so that rotation by renaming is safe and lines of several
 * processes do not mix.
 */
final class FileSink implements AlertSink {
  private static final int MAX_LINE_BYTES = 64 * 1024;

  private final Path file;

  FileSink(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public SinkResult deliver(Alert alert, Duration timeLeft) {
    try {
      append((line(alert) + "\n").getBytes(UTF_8));
      return SinkResult.delivered(name());
    } catch (IOException | SecurityException e) {
      return SinkResult.failed(
          name(),
          file + " cannot be written: " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static String line(Alert alert) {
    int max = 40_000;
    String line = AlertJson.write(alert, max);
    while (line.getBytes(UTF_8).length >= MAX_LINE_BYTES) {
      max /= 2;
      line = AlertJson.write(alert, max);
    }
    return line;
  }

  private void append(byte[] line) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder, mode(folder, "rwx------"));
    }
    // Opening a FIFO would block for ever, so what it is is asked first.
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.createFile(file, mode(file, "rw-------"));
      } catch (FileAlreadyExistsException e) {
        // another process was faster
      }
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is not a regular file");
    }
    Set<OpenOption> options =
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    try (FileChannel channel = FileChannel.open(file, options)) {
      if (channel.write(ByteBuffer.wrap(line)) != line.length) {
        throw new IOException("only a part of the line was written: is the disk full?");
      }
    }
  }

  private static FileAttribute<?>[] mode(Path path, String mode) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
    };
  }
}
