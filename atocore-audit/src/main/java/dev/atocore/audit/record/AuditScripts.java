package dev.atocore.audit.record;

import dev.atocore.audit.sql.SqlConnection;
import java.io.InputStream;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The scripts that make the tables of the log, for whoever owns the schema: on the module path a
 * module's files are its own.
 */
public final class AuditScripts {
  /** They lie with the tables of the entries, which were the first. */
  private static final String SCRIPTS = "/dev/atocore/audit/log/migration/";

  private AuditScripts() {}

  /** The script of that name, such as {@code V002__memory_audit.up.sql}; null if there is none. */
  public static @Nullable InputStream open(String name) {
    return AuditScripts.class.getResourceAsStream(SCRIPTS + name);
  }

  /**
   * Counts and chains what is in the log already, after the step of the schema that made the tables
   * for it, in its transaction.
   */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static void begin(SqlConnection connection) throws SQLException {
    FirstRecords.make(connection);
  }
}
