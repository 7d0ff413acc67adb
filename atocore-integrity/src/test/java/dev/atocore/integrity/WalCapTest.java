package dev.atocore.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.store.StoreFiles;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.integrity.scan.Rows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program writes without a pause while checks read whose views overlap all the time. */
class WalCapTest {
  private static final long CAP_BYTES = 64L * 1024 * 1024;
  private static final long WRITTEN_BYTES = 2 * CAP_BYTES;
  private static final int BYTES_EACH = 128 * 1024;

  @TempDir Path folder;

  @Test
  void log_staysBelowItsCap_besideASteadyWriter() throws Exception {
    try (StoreFixture fixture = new StoreFixture(folder).fill()) {
      fixture.other.run("CREATE TABLE of_another_program (id INTEGER PRIMARY KEY, data BLOB)");
      Writer writer = new Writer(fixture.file);
      CompletableFuture<Long> largest = CompletableFuture.supplyAsync(writer::write);
      Integrity integrity = fixture.integrity;
      for (int i = 0; i < 4; i++) {
        integrity = integrity.with(new Reading("reading-" + i, writer.written));
      }

      IntegrityResult result = integrity.run(RunOptions.all());
      writer.stop.set(true);

      assertThat(result.status()).as(result.toString()).isEqualTo(CheckStatus.OK);
      assertThat(writer.written.get()).isGreaterThanOrEqualTo(WRITTEN_BYTES);
      assertThat(largest.get()).isLessThan(CAP_BYTES);
    }
  }

  /** Writes the same few rows over and over, past the library and its locks. */
  private static final class Writer {
    private final Path store;
    final AtomicLong written = new AtomicLong();
    final AtomicBoolean stop = new AtomicBoolean();

    Writer(Path store) {
      this.store = store;
    }

    /** Gives the largest size of the write-ahead log that it has seen. */
    long write() {
      long largest = 0;
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
          Statement setting = connection.createStatement()) {
        setting.execute("PRAGMA busy_timeout = 60000");
        setting.execute("PRAGMA synchronous = FULL");
        try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT OR REPLACE INTO of_another_program (id, data) VALUES (?, randomblob(?))")) {
          while (!stop.get()) {
            insert.setLong(1, written.get() / BYTES_EACH % 10);
            insert.setInt(2, BYTES_EACH);
            insert.executeUpdate();
            written.addAndGet(BYTES_EACH);
            largest = Math.max(largest, StoreFiles.walBytes(store));
          }
        }
        return largest;
      } catch (Exception e) {
        // Whoever waits for the bytes must not wait for ever.
        written.set(Long.MAX_VALUE);
        throw new IllegalStateException(e);
      }
    }
  }

  /** Reads, view after view, until enough was written meanwhile. */
  private static final class Reading extends SampleCheck {
    private final AtomicLong written;

    Reading(String id, AtomicLong written) {
      super(id);
      this.written = written;
    }

    @Override
    public Duration timeout() {
      return Duration.ofMinutes(10);
    }

    @Override
    public void run(CheckContext context, Findings findings) {
      while (written.get() < WRITTEN_BYTES) {
        context.read(
            connection -> {
              Rows.forEach(
                  connection,
                  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                      + " SELECT count(*) FROM n, (SELECT count(*) FROM memories)",
                  row -> {});
              return true;
            });
      }
    }
  }
}
