package dev.atocore.audit.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.io.HashInput;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An entry as its bytes lie in the database: what verifying a whole log needs, without turning
 * every body into a text and back. Never changed once read.
 */
final class RawEntry {
  private static final byte[] NONE = {};

  /**
   * Flags of an entry: it has digests; a value of it is of another storage class than written; it
   * says for whom it was made or whose the memory is.
   */
  private static final int ERASED = 1;

  private static final int MISPLACED = 2;
  private static final int ATTRIBUTED = 4;

  final long id;
  final long version;
  final byte[] memoryId;
  final byte[] hash;
  final byte @Nullable [] prevHash;
  final byte @Nullable [] after;
  final boolean misplaced;
  private final byte[] action;
  private final byte[] actor;
  private final byte @Nullable [] project;
  private final byte[] timestamp;
  private final byte @Nullable [] requestId;
  private final byte @Nullable [] salt;
  private final byte @Nullable [] before;
  private final byte @Nullable [] note;
  private final byte @Nullable [] beforeDigest;
  private final byte @Nullable [] afterDigest;
  private final byte @Nullable [] noteDigest;
  private final byte @Nullable [] @Nullable [] attribution;

  private RawEntry(ResultSet rows) throws SQLException {
    id = rows.getLong(1);
    version = rows.getLong(2);
    memoryId = required(rows, 3);
    action = required(rows, 4);
    actor = required(rows, 5);
    project = rows.getBytes(6);
    timestamp = required(rows, 7);
    requestId = rows.getBytes(8);
    prevHash = rows.getBytes(9);
    hash = required(rows, 10);
    salt = rows.getBytes(11);
    before = rows.getBytes(12);
    after = rows.getBytes(13);
    note = rows.getBytes(14);
    // Each value costs a call into the database, and hardly any entry has these.
    int flags = rows.getInt(15);
    boolean erased = (flags & ERASED) != 0;
    misplaced = (flags & MISPLACED) != 0;
    beforeDigest = erased ? rows.getBytes(16) : null;
    afterDigest = erased ? rows.getBytes(17) : null;
    noteDigest = erased ? rows.getBytes(18) : null;
    attribution = (flags & ATTRIBUTED) != 0 ? attribution(rows) : null;
  }

  static RawEntry read(ResultSet rows) throws SQLException {
    return new RawEntry(rows);
  }

  boolean erased() {
    return beforeDigest != null || afterDigest != null || noteDigest != null;
  }

  boolean redacted() {
    return erased() && salt == null;
  }

  boolean pruned() {
    return erased() && salt != null && salt.length == 1 && salt[0] == 0;
  }

  boolean hashIs(byte @Nullable [] other) {
    return Arrays.equals(hash, other);
  }

  String timestamp() {
    return new String(timestamp, UTF_8);
  }

  /** As {@link AuditEntry#computeHash()}. */
  byte[] computeHash(MessageDigest sha, HashInput input) {
    byte[] digestBefore = beforeDigest;
    byte[] digestAfter = afterDigest;
    byte[] digestNote = noteDigest;
    if (erased()) {
      if (before != null || after != null || note != null || !(redacted() || pruned())) {
        return NONE;
      }
    } else {
      digestBefore = HashInput.body(sha, salt, before);
      digestAfter = HashInput.body(sha, salt, after);
      digestNote = HashInput.body(sha, salt, note);
    }
    input
        .begin(attribution != null)
        .add(Long.toString(id).getBytes(US_ASCII))
        .add(memoryId)
        .add(Long.toString(version).getBytes(US_ASCII))
        .add(action)
        .add(actor)
        .add(project)
        .add(timestamp)
        .add(requestId)
        .add(prevHash)
        .add(digestBefore)
        .add(digestAfter)
        .add(digestNote);
    if (attribution != null) {
      for (byte[] part : attribution) {
        input.add(part);
      }
    }
    return input.hash(sha);
  }

  private static byte @Nullable [][] attribution(ResultSet rows) throws SQLException {
    return new byte @Nullable [][] {
      rows.getBytes(19), rows.getBytes(20), rows.getBytes(21), rows.getBytes(22)
    };
  }

  /** A required column; a tampered log may hold null there, which then fails its hash. */
  private static byte[] required(ResultSet rows, int column) throws SQLException {
    byte[] bytes = rows.getBytes(column);
    return bytes == null ? NONE : bytes;
  }
}
