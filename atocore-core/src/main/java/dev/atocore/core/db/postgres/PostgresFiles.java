package dev.atocore.core.db.postgres;

import dev.atocore.audit.io.PrivateFile;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.StoreUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What lies beside a store that is a file lies for a URL in the folder of this machine's state,
 * {@code $XDG_STATE_HOME/atocore} or {@code ~/.local/state/atocore}, in a folder that is named by
 * host, database and schema.
 */
final class PostgresFiles {
  private static final String SCHEMA = "currentSchema=";

  private PostgresFiles() {}

  /** The file with that ending. Its folder is made if it is not there. */
  static Path beside(StoreUrl store, String ending) {
    Path given = store.state();
    Path folder = (given == null ? usual() : given).resolve(name(store));
    try {
      if (!Files.isDirectory(folder)) {
        PrivateFile.createFolders(folder);
      }
    } catch (IOException e) {
      throw new StoreException(
          "store_unwritable",
          "the folder " + folder + " for what belongs to the store cannot be made: " + e.getMessage(),
          e);
    }
    return folder.resolve("store" + ending);
  }

  private static Path usual() {
    String state = System.getenv("XDG_STATE_HOME");
    if (state != null && state.startsWith("/")) {
      return Path.of(state, "atocore");
    }
    String home = System.getenv("HOME");
    return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home)
        .resolve(".local/state/atocore");
  }

  /** Letters, digits, dots and underscores; the parameters but for the schema are no part of it. */
  static String name(StoreUrl store) {
    String shown = store.toString();
    String place = shown.substring(shown.indexOf(':', shown.indexOf(':') + 1) + 1);
    String url = store.url();
    int at = url.indexOf(SCHEMA);
    String schema = "";
    if (at > 0) {
      int end = url.indexOf('&', at);
      schema = "_" + url.substring(at + SCHEMA.length(), end < 0 ? url.length() : end);
    }
    String name = (place + schema).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "_");
    return name.replaceFirst("^[_.]+", "");
  }
}
