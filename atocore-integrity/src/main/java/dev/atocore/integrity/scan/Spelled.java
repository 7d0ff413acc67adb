package dev.atocore.integrity.scan;

import dev.atocore.audit.sql.Sql;
import dev.atocore.audit.sql.SqlDialect;

/**
 * A statement of a check that is put together here, in the words of each database.
 *
 * @param sqlite its text for SQLite
 * @param postgresql its text for PostgreSQL, with the same places
 */
@SuppressWarnings("exports") // For this library alone.
public record Spelled(String sqlite, String postgresql) implements Sql {
  @Override
  public String in(SqlDialect dialect) {
    return dialect == SqlDialect.SQLITE ? sqlite : postgresql;
  }

  @Override
  public boolean isWhole() {
    return true;
  }
}
