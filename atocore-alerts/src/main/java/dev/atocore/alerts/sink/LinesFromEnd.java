package dev.atocore.alerts.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks the lines of a file from the last to the first, holding one block and one line. Not
 * thread-safe.
 */
final class LinesFromEnd {
  private static final int BLOCK = 64 * 1024;
  private static final int MAX_LINE = 1024 * 1024;

  private final FileChannel channel;
  private final byte[] block = new byte[BLOCK];

  /** Where the block starts in the file. */
  private long blockStart;

  /** How much of the block is not read yet. */
  private int left;

  LinesFromEnd(FileChannel channel) throws IOException {
    this.channel = channel;
    this.blockStart = channel.size();
  }

  /**
   * The line before; empty for one that is too long to be an alert; null at the start of the file.
   */
  @Nullable String next() throws IOException {
    byte[] tail = new byte[0];
    boolean tooLong = false;
    boolean any = false;
    while (left > 0 || fill()) {
      any = true;
      int end = left;
      while (left > 0 && block[left - 1] != '\n') {
        left--;
      }
      tail = tooLong ? tail : joined(block, left, end, tail);
      if (tail.length > MAX_LINE) {
        tooLong = true;
        tail = new byte[0];
      }
      if (left > 0) {
        left--;
        break;
      }
    }
    return any ? new String(tail, StandardCharsets.UTF_8) : null;
  }

  private boolean fill() throws IOException {
    int size = (int) Math.min(BLOCK, blockStart);
    blockStart -= size;
    ByteBuffer buffer = ByteBuffer.wrap(block, 0, size);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, blockStart + buffer.position()) < 0) {
        // Truncated under our feet: what is gone is gone.
        return false;
      }
    }
    left = size;
    return size > 0;
  }

  private static byte[] joined(byte[] head, int from, int to, byte[] tail) {
    byte[] all = new byte[to - from + tail.length];
    System.arraycopy(head, from, all, 0, to - from);
    System.arraycopy(tail, 0, all, to - from, tail.length);
    return all;
  }
}
