package dev.atocore.integrity.checks.sqlite;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.store.Capability;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Rows;
import java.util.StringTokenizer;

/** A SQLite whose write-ahead log can damage the store. */
public final class SqliteOutdated extends BuiltInCheck {
  private static final String VERSION = "SELECT sqlite_version()";

  public SqliteOutdated() {
    super(
        "sqlite-outdated",
        Severity.WARNING,
        "a SQLite with the WAL-reset bug, which can damage a store with several writers",
        "put a sqlite-jdbc of SQLite 3.51.3 or newer on the class path",
        Capability.WAL);
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    String version =
        context.read(
            connection -> {
              StringBuilder found = new StringBuilder();
              Rows.forEach(connection, VERSION, row -> found.append(row.getString(1)));
              return found.toString();
            });
    if (hasWalResetBug(version)) {
      findings.add("sqlite", Details.of("SQLite " + version + " is used").with("version", version));
    }
  }

  /** In 3.7.0 to 3.51.2; mended in 3.51.3 and, for those who stay behind, 3.50.7 and 3.44.6. */
  public static boolean hasWalResetBug(String version) {
    StringTokenizer parts = new StringTokenizer(version, ".");
    int major = Integer.parseInt(parts.nextToken());
    int minor = Integer.parseInt(parts.nextToken());
    int patch = parts.hasMoreTokens() ? Integer.parseInt(parts.nextToken()) : 0;
    if (major != 3 || minor > 51) {
      return false;
    }
    return switch (minor) {
      case 51 -> patch < 3;
      case 50 -> patch < 7;
      case 44 -> patch < 6;
      default -> minor >= 7;
    };
  }
}
