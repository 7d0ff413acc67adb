package dev.atocore.core.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.log.EntryTable;
import dev.atocore.core.text.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * One step of the schema: a script up and a script down, beside the module that owns the tables.
 *
 * @param version its number, from 1
 * @param name what it is about
 * @param owner a class of the module that has the scripts in its folder {@code migration}
 */
public record Migration(int version, String name, Class<?> owner) {
  public static final List<Migration> ALL =
      List.of(
          new Migration(1, "store", Migration.class),
          new Migration(2, "memory_audit", EntryTable.class),
          new Migration(3, "search", Migration.class),
          new Migration(4, "audit_guard", EntryTable.class),
          new Migration(5, "audit_tree", EntryTable.class),
          new Migration(6, "row_digest", Migration.class),
          new Migration(7, "audit_record_digest", EntryTable.class));

  /** From this version on rows carry digests. */
  static final int ROW_DIGESTS = 6;

  /** The version of a store that this library reads and writes. */
  static final int LATEST = 7;

  public String up() {
    return script("up");
  }

  String down() {
    return script("down");
  }

  /**
   * SHA-256 of the script up, in hexadecimal: tells whether the store was made by this very script.
   */
  String checksum() {
    return ContentHash.sha256Hex(up());
  }

  private String script(String direction) {
    String file = "migration/V00" + version + "__" + name + "." + direction + ".sql";
    try (InputStream in = owner.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "The library is incomplete: " + file + " is not in its jar.");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The library is damaged: " + file + " cannot be read.", e);
    }
  }
}
