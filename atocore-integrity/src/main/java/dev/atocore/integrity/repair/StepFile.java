package dev.atocore.integrity.repair;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairStep;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a plan of any length, in their order. The first few thousand are in memory; more go
 * to a private file without a name, which is gone with the process. Not thread-safe.
 */
final class StepFile implements AutoCloseable {
  private static final int MOST_IN_MEMORY = 1 << 20;
  private static final int BUFFER = 1 << 16;

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(held);
  private @Nullable FileChannel file;
  private long size;

  void add(RepairStep step) {
    try {
      write(step.action().word());
      write(step.subject());
      write(step.target());
      write(step.rowHash());
      size++;
      if (held.size() > MOST_IN_MEMORY) {
        spill();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  long size() {
    return size;
  }

  /** The steps from the first. Nothing may be added from then on. */
  Steps open() {
    try {
      FileChannel channel = file;
      if (channel == null) {
        return new Steps(new ByteArrayInputStream(held.toByteArray()), size);
      }
      spill();
      return new Steps(new BufferedInputStream(new FromStart(channel), BUFFER), size);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // It has no name and is gone with the process.
    }
  }

  private void spill() throws IOException {
    FileChannel channel = file;
    if (channel == null) {
      channel = unnamed();
      file = channel;
    }
    ByteBuffer bytes = ByteBuffer.wrap(held.toByteArray());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    held.reset();
  }

  /** A file of the owner's alone, whose name goes when it is opened. */
  private static FileChannel unnamed() throws IOException {
    Path made = Files.createTempFile("atocore-plan", "");
    return FileChannel.open(
        made,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private void write(@Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static IntegrityException unwritable(IOException e) {
    return new IntegrityException(
        Kind.FAILED,
        "plan_unwritable",
        "the plan does not fit into the folder for temporary files ("
            + e.getMessage()
            + "); nothing was changed");
  }

  /** Reads the steps one by one. */
  static final class Steps {
    private final DataInputStream in;
    private long left;

    private Steps(InputStream in, long size) {
      this.in = new DataInputStream(in);
      this.left = size;
    }

    /** The next step; null after the last. */
    @Nullable RepairStep next() {
      if (left == 0) {
        return null;
      }
      left--;
      try {
        RepairAction action = requireNonNull(RepairAction.of(text()));
        return new RepairStep(action, requireNonNull(text()), text(), requireNonNull(text()));
      } catch (IOException e) {
        throw unwritable(e);
      }
    }

    private @Nullable String text() throws IOException {
      int length = in.readInt();
      return length < 0 ? null : new String(in.readNBytes(length), UTF_8);
    }
  }

  /** A file from its beginning, beside others who read it. */
  private static final class FromStart extends InputStream {
    private final FileChannel file;
    private long position;

    FromStart(FileChannel file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = file.read(ByteBuffer.wrap(bytes, from, length), position);
      position += Math.max(read, 0);
      return read;
    }
  }
}
