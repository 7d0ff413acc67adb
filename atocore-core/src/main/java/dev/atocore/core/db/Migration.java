package dev.atocore.core.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.core.text.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * One step of the schema: a script up and a script down.
 *
 * @param version its number, from 1
 * @param name what it is about
 * @param scripts the scripts of the module that owns it
 */
public record Migration(int version, String name, Scripts scripts) {
  /** The scripts of a module, which only the module itself can read. */
  @FunctionalInterface
  public interface Scripts {
    /** The script of that name; null if there is none. */
    @Nullable InputStream open(String name);
  }

  /** The script up. */
  public String up() {
    return script("up");
  }

  /**
   * What the script up does, without the notes that the build needs: they would be in every store.
   */
  public String statements() {
    return withoutBuildNotes(up());
  }

  /** Takes from a statement of a script what only the build reads. */
  public static String withoutBuildNotes(String sql) {
    return sql.replaceAll(" ?/\\* \\[jooq ignore \\w+\\] \\*/", "");
  }

  /** The script down. */
  public String down() {
    return script("down");
  }

  /**
   * SHA-256 of the script up, in hexadecimal: shows whether a store was made by this very script.
   */
  public String checksum() {
    return ContentHash.sha256Hex(up());
  }

  private String script(String direction) {
    String file =
        "V" + (version < 10 ? "00" : "0") + version + "__" + name + "." + direction + ".sql";
    try (InputStream in = scripts.open(file)) {
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
