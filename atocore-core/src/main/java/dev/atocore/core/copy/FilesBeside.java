package dev.atocore.core.copy;

import dev.atocore.audit.io.PrivateFile;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.core.db.Database;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.refusal.RefusalKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What lies beside a store and is no row of it. */
final class FilesBeside {
  private static final int MOST_KEY_BYTES = 256;

  private final Database source;
  private final Database target;

  FilesBeside(Database source, Database target) {
    this.source = source;
    this.target = target;
  }

  /** Checks that nothing of an earlier store lies beside the target, before anything is done. */
  void requireFree() {
    AuditSpool spool = new AuditSpool(target.spool());
    if (!spool.isEmpty()) {
      throw new StoreException(
          "target_not_empty",
          "entries of another store's audit log wait in "
              + spool.file()
              + " and would be put into the copy; move that file away",
          null);
    }
    Path key = refusalKey(source);
    Path other = refusalKey(target);
    try {
      if (Files.exists(key) && Files.exists(other) && !Arrays.equals(read(key), read(other))) {
        throw new StoreException(
            "target_not_empty",
            other + " is the refusal key of another store; move that file away",
            null);
      }
    } catch (IOException e) {
      throw unreadable(key, e);
    }
  }

  /**
   * Copies the key of what is not to come back, for its owner alone.
   *
   * @return what an operator should know or do
   */
  List<String> copy() {
    List<String> notes = new ArrayList<>();
    Path key = refusalKey(source);
    if (Files.exists(key)) {
      try {
        PrivateFile.replace(refusalKey(target), read(key));
      } catch (IOException e) {
        throw unreadable(key, e);
      }
      notes.add("the refusal key was copied to " + refusalKey(target) + " (mode 0600)");
    }
    Path signing = source.location().beside(".checkpoint-key");
    if (Files.exists(signing)) {
      notes.add(
          "the key that signs checkpoints stays in "
              + signing
              + ": two stores that go on with one key contradict each other. When the source is"
              + " retired, move it to "
              + target.location().beside(".checkpoint-key")
              + ", with .checkpoint and what begins with its name; until then the copy signs with a"
              + " key of its own");
    }
    Path refused = source.location().beside(".refused.ndjson");
    if (Files.exists(refused)) {
      notes.add("lines that the nightly import refused stay in " + refused);
    }
    return notes;
  }

  private static Path refusalKey(Database database) {
    return new RefusalKeys(database).file();
  }

  private static byte[] read(Path file) throws IOException {
    return PrivateFile.readTrusted(file, MOST_KEY_BYTES);
  }

  private static StoreException unreadable(Path file, IOException why) {
    return new StoreException(
        "refusal_key_unreadable",
        "the refusal key " + file + " cannot be copied: " + why.getMessage(),
        why);
  }
}
