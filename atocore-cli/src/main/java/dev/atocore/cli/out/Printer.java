package dev.atocore.cli.out;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;

/**
 * A stream of text that keeps its errors: what cannot be written is reported, unlike with a {@code
 * PrintStream}, so that a full disk behind {@code > file} never looks like success.
 */
public final class Printer {
  private final OutputStream stream;
  private final Writer writer;

  public Printer(OutputStream out) {
    this.stream = out;
    this.writer = new BufferedWriter(new OutputStreamWriter(out, UTF_8), 16 * 1024);
  }

  /** Prints as it is. */
  public void print(String text) {
    try {
      writer.write(text);
    } catch (IOException e) {
      throw new OutputFailedException(e);
    }
  }

  /** Prints as it is, and ends the line. */
  public void line(String text) {
    print(text);
    print("\n");
  }

  /** Hands everything over to the stream. */
  public void flush() {
    try {
      writer.flush();
    } catch (IOException e) {
      throw new OutputFailedException(e);
    }
  }

  /** For stderr, where there is no one left to tell. */
  public void flushQuietly() {
    try {
      writer.flush();
    } catch (IOException e) {
      // Stderr is closed or full.
    }
  }

  /** For what writes UTF-8 bytes of its own; closing it leaves this open. */
  public OutputStream asStream() {
    flush();
    return new FilterOutputStream(stream) {
      @Override
      public void write(byte[] bytes, int from, int length) {
        try {
          stream.write(bytes, from, length);
        } catch (IOException e) {
          throw new OutputFailedException(e);
        }
      }

      @Override
      public void close() {}
    };
  }

  /** For writers of a format, which must not close it. */
  public Writer asWriter() {
    return new Writer() {
      @Override
      public void write(char[] text, int from, int length) {
        try {
          writer.write(text, from, length);
        } catch (IOException e) {
          throw new OutputFailedException(e);
        }
      }

      @Override
      public void flush() {
        Printer.this.flush();
      }

      @Override
      public void close() {}
    };
  }

  /** The result cannot be written. */
  public static final class OutputFailedException extends RuntimeException {
    OutputFailedException(IOException cause) {
      super(cause);
    }

    /** Whether the reader went away, as {@code head} does. */
    public boolean readerGone() {
      String message = String.valueOf(getCause());
      return message.contains("Broken pipe") || message.contains("Pipe closed");
    }
  }
}
