package dev.atocore.integrity.check;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.db.Database;
import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.core.store.SqlWork;
import dev.atocore.core.store.StoreFile;
import dev.atocore.integrity.scan.Mark;
import dev.atocore.integrity.scan.RowCounts;
import dev.atocore.integrity.scan.Views;
import dev.atocore.integrity.scope.LogWithoutRow;
import dev.atocore.integrity.scope.RunScope;
import dev.atocore.integrity.scope.SeenSound;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a check is given: a way to read the store, and the time of the run. */
public final class CheckContext implements Views {
  /** About 150,000 memories with their history. */
  private static final long SMALL_BYTES = 256L * 1024 * 1024;

  private final RunScope run;
  private final Set<Connection> reading = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /** That of a check of the run. */
  @SuppressWarnings("exports") // For this library alone.
  public CheckContext(RunScope run) {
    this.run = run;
  }

  public CheckContext(MemoryStore store, Instant now, boolean full) {
    this(new RunScope(store, now, full, null));
  }

  /**
   * Reads the store within one consistent view, on a connection that refuses to write. Keep it
   * short: while it is open, the write-ahead log of a busy store grows. When the run is ended early
   * or the check takes too long, the statement that runs fails.
   */
  @Override
  public <T extends @Nullable Object> T read(SqlWork<Connection, T> work) {
    return gated(
        () ->
            run.store()
                .transactions()
                .read(
                    inside -> {
                      Connection connection = inside.jdbc();
                      reading.add(connection);
                      try {
                        requireGoing();
                        inside.database().refuseWrites(connection, true);
                        T result = work.run(connection);
                        // Not in a finally: after a failure the store drops the connection.
                        inside.database().refuseWrites(connection, false);
                        return result;
                      } finally {
                        reading.remove(connection);
                      }
                    }));
  }

  /** When the run began; ages are counted back from here. */
  public Instant now() {
    return run.now();
  }

  /** Whether to look as closely as can be, whatever it costs. */
  public boolean full() {
    return run.full();
  }

  /**
   * Whether reading the whole file is in order: in a full run, and as long as the store is so small
   * that it costs no more than a second or two.
   */
  public boolean mayReadAll() {
    return run.full() || size() <= SMALL_BYTES;
  }

  /** Whether one look at the whole file is over in a moment. */
  public boolean isSmall() {
    return size() <= SMALL_BYTES / 4;
  }

  /** Only what came after this is to be looked at; null for everything. */
  @Override
  public @Nullable Mark since() {
    return run.since();
  }

  @Override
  public MemoryStore store() {
    return run.store();
  }

  /** The memories that only the log has, as the checks of the run know them. */
  @SuppressWarnings("exports") // For this library alone.
  public LogWithoutRow logWithoutRow() {
    return run.logWithoutRow();
  }

  /** What other checks of the run have seen to be sound. */
  @SuppressWarnings("exports") // For this library alone.
  public SeenSound sound() {
    return run.sound();
  }

  public RowCounts rows() {
    return run.rows(this);
  }

  /** Reading that opens its views itself, kept from making the write-ahead log grow. */
  public <T extends @Nullable Object> T gated(Supplier<T> reads) {
    requireGoing();
    run.gate().enter();
    try {
      return reads.get();
    } finally {
      run.gate().leave();
    }
  }

  /** Makes the check fail soon, wherever it is. */
  public void stop() {
    stopped = true;
    for (Connection connection : reading) {
      try {
        database().interrupt(connection);
      } catch (SQLException e) {
        // It is closed already: nothing runs on it.
      }
    }
  }

  public boolean isStopped() {
    return stopped;
  }

  /** Fails when the run was ended. */
  public void requireGoing() {
    if (stopped) {
      throw new IntegrityException(Kind.FAILED, "stopped", "the check was stopped");
    }
  }

  private long size() {
    if (!(run.store().location() instanceof StoreFile file)) {
      return 0;
    }
    try {
      return Files.size(file.path());
    } catch (IOException e) {
      return 0;
    }
  }

  /** The database of the store. */
  private Database database() {
    return run.store().transactions().pool().database();
  }
}
