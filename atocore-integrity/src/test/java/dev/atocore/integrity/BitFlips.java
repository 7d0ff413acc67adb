package dev.atocore.integrity;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Damages the file of a store, and looks whether the checks see it. */
final class BitFlips {
  /**
   * Nothing else in the store says how far the numbers of chunks have got: one that is too large is
   * not found. docs/integrity.md says so.
   */
  static final Set<String> WITHOUT_WITNESS =
      Set.of(
          "sqlite_sequence.seq",
          "answered_requests.id",
          "answered_requests.fingerprint",
          "answered_requests.answered_at",
          "answered_requests.memory_id",
          "answered_requests.version",
          "answered_requests.action",
          "answered_requests.status",
          "answered_requests.body");

  private BitFlips() {}

  static void flip(Path file, long bit) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, bit / 8);
      one.put(0, (byte) (one.get(0) ^ (1 << (bit % 8)))).rewind();
      channel.write(one, bit / 8);
    }
  }

  /** What a default run says: checks with findings or errors, or why the store is refused. */
  static String look(Path file, Path alertLog) {
    return look(file, alertLog, RunOptions.all());
  }

  /** The same of a run with these options. */
  static String look(Path file, Path alertLog, RunOptions options) {
    try (Alerts alerts = Alerts.builder().logFile(alertLog).build();
        MemoryStore store = MemoryStore.open(StoreOptions.of(file).existingOnly())) {
      StringBuilder seen = new StringBuilder();
      for (CheckResult check : Integrity.of(store, alerts).run(options).checks()) {
        if (check.status() != CheckStatus.OK) {
          seen.append(check.id()).append(' ');
        }
      }
      return seen.toString();
    } catch (AtoCoreException e) {
      return e.code();
    }
  }

  /** Removes what SQLite keeps beside that file, and the file. */
  static void forget(Path file) throws IOException {
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
    }
  }
}
