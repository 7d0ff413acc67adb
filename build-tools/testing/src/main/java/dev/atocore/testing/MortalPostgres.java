package dev.atocore.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of one test's own, that can be killed as by {@code kill -9} and started again on the
 * same port with the same data.
 */
public final class MortalPostgres implements AutoCloseable {
  private static final int TRIES = 20;

  private final Path data;
  private final int port;
  private EmbeddedPostgres server;

  /** Starts one whose data lies in that folder, which is empty or not there. */
  public MortalPostgres(Path data) throws IOException {
    this.data = data;
    this.server = start(0);
    this.port = server.getPort();
  }

  /** Its URL. */
  public String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** Kills it. What it did not promise to keep is lost. */
  public void kill() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    ProcessHandle.of(pid)
        .ifPresent(
            process -> {
              process.destroyForcibly();
              process.onExit().join();
            });
    // There is nothing left to stop; what it lets go is its hold of the folder.
    server.close();
  }

  /** Starts it again. */
  public void startAgain() throws IOException, InterruptedException {
    IOException last = new IOException("not tried");
    // The server's other processes go a moment after the first one.
    for (int i = 0; i < TRIES; i++) {
      try {
        server = start(port);
        return;
      } catch (IOException | IllegalStateException e) {
        last = new IOException("it does not start again", e);
        TimeUnit.MILLISECONDS.sleep(250);
      }
    }
    throw last;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private EmbeddedPostgres start(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            // The builder's default loses what was acknowledged last, which no operator has.
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "50");
    if (port != 0) {
      builder.setPort(port);
    }
    return builder.start();
  }
}
