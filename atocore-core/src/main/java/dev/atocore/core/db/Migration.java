package dev.atocore.core.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.core.text.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * One step of the schema: a script up and a script down, beside a class of its owner.
 *
 * @param version its number, from 1
 * @param name what it is about
 * @param owner a class that has the scripts in a folder {@code migration} beside it
 */
public record Migration(int version, String name, Class<?> owner) {
  /** The script up. */
  public String up() {
    return script("up");
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
