package dev.atocore.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream that say something. A thread of its own reads them, some ahead: nothing
 * ends a read of a pipe that nobody writes to, and whoever waits for a line must be able to end.
 */
final class MessageLines {
  private static final int AHEAD = 4;
  private static final byte[] END = {};

  private final int maxBytes;
  private final BlockingQueue<byte[]> lines = new ArrayBlockingQueue<>(AHEAD);
  private volatile boolean ended;
  private volatile @Nullable Exception failure;

  MessageLines(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Begins to read. */
  void read(InputStream in) {
    Thread reader = new Thread(() -> readAll(in), "atocore-mcp-input");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * The next line, without its end; null when there is none. Of a longer one than allowed there is
   * one byte more than allowed, and no memory is taken for the rest.
   *
   * @throws IOException if the stream cannot be read
   */
  byte @Nullable [] next() throws IOException {
    byte[] line;
    try {
      line = lines.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    Exception failed = line == END ? failure : null;
    if (failed instanceof IOException e) {
      throw e;
    }
    if (failed instanceof RuntimeException e) {
      throw e;
    }
    return ended || line == END ? null : line;
  }

  /** Makes {@link #next} give no more. */
  void end() {
    ended = true;
    // Where there is no room for it, nobody waits.
    boolean unused = lines.offer(END);
  }

  private void readAll(InputStream in) {
    try {
      split(in);
    } catch (IOException | RuntimeException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      lines.put(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void split(InputStream in) throws IOException, InterruptedException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
      int start = 0;
      for (int i = 0; i < length; i++) {
        if (buffer[i] == '\n') {
          add(line, buffer, start, i);
          put(line);
          start = i + 1;
        }
      }
      add(line, buffer, start, length);
    }
    put(line);
  }

  private void add(ByteArrayOutputStream line, byte[] buffer, int start, int end) {
    line.write(buffer, start, Math.min(end - start, maxBytes + 1 - line.size()));
  }

  private void put(ByteArrayOutputStream line) throws InterruptedException {
    byte[] bytes = line.toByteArray();
    line.reset();
    for (byte one : bytes) {
      if (one != ' ' && one != '\t' && one != '\r') {
        lines.put(bytes);
        return;
      }
    }
  }
}
