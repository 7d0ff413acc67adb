package dev.atocore.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.atocore.audit.io.PrivateFile;
import dev.atocore.server.http.RequestObserver;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line for each request, one JSON object in ASCII, so that nothing a client sends can break the
 * line or a terminal. A thread of its own writes to the file; when the disk cannot keep up, lines
 * are left out and their number is logged. The file is opened anew once a second, so it may be
 * renamed away at any time. Thread-safe.
 */
final class AccessLog implements RequestObserver, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.access");
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final int QUEUE = 10_000;
  private static final int MAX_BATCH = 500;
  private static final long REOPEN_NANOS = Duration.ofSeconds(1).toNanos();

  private final @Nullable Path file;
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(QUEUE);
  private final Thread writer = new Thread(this::write, "atocore-access-log");
  private volatile boolean closed;
  private final LongAdder dropped = new LongAdder();

  /**
   * A log.
   *
   * @param file where the lines go besides the logger; null for nowhere
   * @throws ServerException if the file cannot be written
   */
  AccessLog(@Nullable Path file) {
    this.file = file;
    if (file != null) {
      try {
        open(file).close();
      } catch (IOException e) {
        throw new ServerException(
            "access_log_unwritable",
            "the access log " + file + " cannot be written: " + e.getMessage(),
            e);
      }
      writer.setDaemon(true);
      writer.start();
    }
  }

  @Override
  public void answered(Done done) {
    if (file == null && !log.isInfoEnabled()) {
      return;
    }
    String line = line(done);
    log.info(line);
    if (file != null && !lines.offer(line)) {
      dropped.increment();
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      writer.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static String line(Done done) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("time", Instant.now().toString());
      json.writeStringField("request_id", done.requestId());
      json.writeStringField("remote", done.remote());
      json.writeStringField("method", done.method());
      json.writeStringField("uri", done.uri());
      json.writeStringField("route", done.route());
      json.writeNumberField("status", done.status());
      json.writeNumberField("bytes", done.bytes());
      json.writeFieldName("ms");
      json.writeNumber(String.format(Locale.ROOT, "%.3f", done.nanos() / 1e6));
      json.writeStringField("key", done.key());
      json.writeStringField("actor", done.actor());
      json.writeStringField("user_agent", done.userAgent());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A StringWriter failed, which it never does.", e);
    }
    return text.toString();
  }

  private void write() {
    while (!closed || !lines.isEmpty()) {
      try {
        String first = lines.poll(200, TimeUnit.MILLISECONDS);
        if (first != null && file != null) {
          append(file, first);
        }
      } catch (IOException e) {
        log.warn("The access log {} cannot be written: {}", file, e.getMessage());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /**
   * A stream of this process, as containers want it, is no file that somebody could have put there.
   */
  private static FileChannel open(Path file) throws IOException {
    return file.startsWith("/dev")
        ? FileChannel.open(file, StandardOpenOption.APPEND)
        : PrivateFile.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** That line and all that come within a second. */
  private void append(Path to, String first) throws IOException {
    long end = System.nanoTime() + REOPEN_NANOS;
    try (FileChannel channel = open(to)) {
      List<String> batch = new ArrayList<>(List.of(first));
      do {
        lines.drainTo(batch, MAX_BATCH);
        ByteBuffer bytes = ByteBuffer.wrap((String.join("\n", batch) + "\n").getBytes(UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        batch.clear();
        long missing = dropped.sumThenReset();
        if (missing > 0) {
          log.warn("{} lines of the access log were left out: the disk is too slow", missing);
        }
      } while (!lines.isEmpty() && System.nanoTime() - end < 0);
    }
  }
}
