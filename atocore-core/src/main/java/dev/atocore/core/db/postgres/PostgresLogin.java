package dev.atocore.core.db.postgres;

import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the driver is told beside the URL. What the URL says wins; after it come {@code PGUSER} and
 * {@code PGPASSWORD}, and a password that nobody gave is looked for in {@code PGPASSFILE} or {@code
 * ~/.pgpass} by the driver.
 */
final class PostgresLogin {
  /** Where the driver looks for the file of passwords when the environment does not say. */
  private static final String PASSWORD_FILE = "org.postgresql.pgpassfile";

  private PostgresLogin() {}

  static Properties properties(String url) {
    Properties properties = new Properties();
    put(properties, url, "user", System.getenv("PGUSER"));
    put(properties, url, "password", System.getenv("PGPASSWORD"));
    put(properties, url, "ApplicationName", "atocore");
    put(properties, url, "connectTimeout", "10");
    // Longer than any statement may take: it is for a server that is gone without a word.
    put(properties, url, "socketTimeout", "1000");
    put(properties, url, "tcpKeepAlive", "true");
    // Rows come in pieces: memory is not to grow with them.
    put(properties, url, "defaultRowFetchSize", "500");
    // Details of an error quote rows.
    put(properties, url, "logServerErrorDetail", "false");
    usePasswordFileOfHome();
    return properties;
  }

  /** The driver knows the home folder of the user, and not the one that the environment names. */
  private static void usePasswordFileOfHome() {
    String home = System.getenv("HOME");
    if (home != null
        && System.getenv("PGPASSFILE") == null
        && System.getProperty(PASSWORD_FILE) == null) {
      System.setProperty(PASSWORD_FILE, home + "/.pgpass");
    }
  }

  private static void put(Properties properties, String url, String name, @Nullable String value) {
    if (value != null && !url.contains("?" + name + "=") && !url.contains("&" + name + "=")) {
      properties.setProperty(name, value);
    }
  }
}
