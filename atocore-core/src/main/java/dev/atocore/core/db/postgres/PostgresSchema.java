package dev.atocore.core.db.postgres;

import dev.atocore.core.db.Migration;
import dev.atocore.core.db.SchemaState;
import dev.atocore.core.db.Transfer;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.Logins;
import dev.atocore.core.store.SqlWork;
import dev.atocore.core.store.StoreUrl;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The version is the newest step in {@code schema_migrations}. */
final class PostgresSchema implements SchemaState {
  /**
   * The first step makes what the first twenty make in SQLite. A step that comes to SQLite comes
   * here under the same number; one of either alone leaves a number out in the other.
   */
  private static final List<Migration> MIGRATIONS =
      List.of(
          new Migration(20, "store", PostgresSchema::script),
          new Migration(21, "rows", PostgresSchema::script),
          new Migration(22, "audit_bodies", PostgresSchema::script),
          new Migration(24, "vectors", PostgresSchema::script));

  /** In the schema that tables are made in, and in none after it on the path. */
  private static final String OURS =
      "SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(current_schema())"
          + " || '.schema_migrations') AND attname IN ('version', 'name', 'checksum', 'applied_at')"
          + " AND NOT attisdropped";

  private static final int OUR_COLUMNS = 4;

  /** Tables of our names that another program may have. */
  private static final String OTHERS =
      "SELECT relname FROM pg_class WHERE relnamespace = CAST(current_schema() AS regnamespace) AND"
          + " relname IN ('schema_migrations', 'projects', 'memories', 'memory_audit',"
          + " 'project_state', 'source_documents', 'source_chunks', 'recall') ORDER BY relname"
          + " LIMIT 1";

  private static final Pattern MADE = Pattern.compile("\\bCREATE (?:UNLOGGED )?TABLE (\\w+)");

  private final StoreUrl location;

  PostgresSchema(StoreUrl location) {
    this.location = location;
  }

  @Override
  public List<Migration> migrations() {
    return MIGRATIONS;
  }

  @Override
  public int version(Connection connection) throws SQLException {
    return hasMigrations(connection)
        ? (int) number(connection, "SELECT greatest(max(version), 0) FROM schema_migrations")
        : 0;
  }

  /** The record of the step is the version. */
  @Override
  public void version(Connection connection, int version) {}

  @Override
  public boolean isUnmade(Connection connection) throws SQLException {
    return !hasMigrations(connection);
  }

  @Override
  public void requireOurs(Connection connection) throws SQLException {
    if (hasMigrations(connection)) {
      if (PostgresTransfer.isMarked(connection)) {
        throw Transfer.unfinished(location);
      }
      return;
    }
    String schema = text(connection, "SELECT current_schema()");
    if (schema == null) {
      throw PostgresErrors.notAStore(location, "no schema of its search path is there");
    }
    String other = text(connection, OTHERS);
    if (other != null) {
      throw PostgresErrors.notAStore(
          location, "schema " + schema + " has another program's table " + other);
    }
  }

  @Override
  public void requireMade(Connection connection) throws SQLException {
    if (isUnmade(connection)) {
      requireOurs(connection);
      throw new StoreException(
          "store_missing",
          "there is no store at "
              + location
              + "; make one with 'atocore db init', or name another with --db",
          null);
    }
  }

  @Override
  public void prepare(Connection connection, Duration wait) {}

  @Override
  public void begin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS schema_migrations (version bigint PRIMARY KEY, name text"
              + " COLLATE \"C\" NOT NULL, checksum text COLLATE \"C\" NOT NULL, applied_at text"
              + " COLLATE \"C\" NOT NULL, row_digest bytea)");
    }
  }

  @Override
  public void stepped(Connection connection, int version) {}

  @Override
  public List<String> grants(Connection connection, Logins logins) throws SQLException {
    return new PostgresGrants(connection, logins).statements();
  }

  @Override
  public <T extends @Nullable Object> T inMemory(
      SqlWork<Connection, ?> make, SqlWork<Connection, T> work) {
    throw new StoreException("store_error", "PostgreSQL holds no store in memory", null);
  }

  /** The names of the tables that the steps make. */
  static List<String> tables() {
    List<String> tables = new ArrayList<>(List.of("schema_migrations"));
    for (Migration migration : MIGRATIONS) {
      Matcher made = MADE.matcher(migration.statements());
      while (made.find()) {
        tables.add(made.group(1));
      }
    }
    return tables;
  }

  private static boolean hasMigrations(Connection connection) throws SQLException {
    return number(connection, OURS) == OUR_COLUMNS;
  }

  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  private static @Nullable String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private static @Nullable InputStream script(String name) {
    return PostgresSchema.class.getResourceAsStream("schema/" + name);
  }
}
