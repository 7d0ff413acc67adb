package dev.atocore.audit.verify;

import dev.atocore.audit.entry.ByteString;
import org.jspecify.annotations.Nullable;

/** What the log is about, seen from its row: the log compares its newest entry with this. */
public interface AuditSubject {
  /** The memory's id. */
  String memoryId();

  /** The version the row claims. */
  long version();

  /**
   * The hash of the newest entry as the row remembers it; null for a row that no audited change
   * ever touched.
   */
  @Nullable ByteString head();

  /**
   * Whether version and head are as AtoCore wrote them together, and each value in the storage
   * class that it writes.
   */
  boolean sound();

  /**
   * Whether the row is what that image, the {@code after} of its newest entry, says.
   *
   * @param image the stored text in UTF-8; not to be changed
   */
  boolean matches(byte[] image);

  /** Rows in the order of their ids by Unicode code point, one at a time. */
  interface Cursor {
    /** The next row; null after the last. */
    @Nullable AuditSubject next();
  }
}
