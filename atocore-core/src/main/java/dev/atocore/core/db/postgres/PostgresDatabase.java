package dev.atocore.core.db.postgres;

import dev.atocore.audit.io.PrivateFile;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.db.Database;
import dev.atocore.core.db.FullText;
import dev.atocore.core.db.LostCommits;
import dev.atocore.core.db.SchemaState;
import dev.atocore.core.db.Transfer;
import dev.atocore.core.db.Turns;
import dev.atocore.core.db.Upkeep;
import dev.atocore.core.db.Writers;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.Capability;
import dev.atocore.core.store.StoreUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/**
 * A store in a database of PostgreSQL, in the first schema of its search path. It has none of the
 * capabilities of a file: copies, the write-ahead log and the pages are the server's own.
 *
 * <p>Connections do not commit by themselves, so that the driver begins a transaction before the
 * first statement and reads large results in pieces.
 */
public final class PostgresDatabase implements Database {
  /** Begins a lock of AtoCore's among those of other programs: {@code "Atoc"}. */
  private static final int LOCKS = 0x41746f63;

  /** One at a time changes the schema. */
  private static final String LOCK =
      "pg_advisory_xact_lock("
          + LOCKS
          + ", CAST(CAST(CAST(current_schema() AS regnamespace) AS oid) AS integer))";

  /** Compiling the statement of a search takes the server longer than running it ever does. */
  private static final String READ =
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL jit = off";

  private static final String BYTES =
      "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class WHERE relnamespace ="
          + " CAST(current_schema() AS regnamespace) AND relkind = 'r'";

  /** A standby that replayed nothing since it started has at least what its checkpoint had. */
  private static final String COPIED_UNTIL =
      "SELECT CASE WHEN pg_is_in_recovery() THEN coalesce(pg_last_xact_replay_timestamp(),"
          + " (SELECT checkpoint_time FROM pg_control_checkpoint())) END";

  private final StoreUrl location;
  private final @Nullable PostgresPool pool;
  private volatile boolean readOnly;
  private final PostgresWriters writers = new PostgresWriters();
  private final PostgresTimeouts timeouts = PostgresTimeouts.given();
  private volatile Duration wait = Duration.ZERO;

  /** The store behind that URL, with a connection for each use. */
  public PostgresDatabase(StoreUrl location) {
    this(location, false);
  }

  /**
   * The store behind that URL.
   *
   * @param lasting whether connections come from a pool that looks after them
   */
  public PostgresDatabase(StoreUrl location, boolean lasting) {
    this.location = location;
    this.pool = lasting ? PostgresPool.of(this::connect) : null;
  }

  @Override
  public StoreUrl location() {
    return location;
  }

  @Override
  public SqlDialect dialect() {
    return SqlDialect.POSTGRESQL;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.SERVER);
  }

  /** Not by DriverManager, which looks for drivers in every jar. */
  @Override
  public Connection connect(Duration wait) throws SQLException {
    this.wait = wait;
    Connection connection = pool == null ? connect() : pool.connection();
    try {
      PgConnection server = connection.unwrap(PgConnection.class);
      readOnly =
          "on".equals(server.getParameterStatus("in_hot_standby"))
              || "on".equals(server.getParameterStatus("default_transaction_read_only"));
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection for one question, where the server may be gone: it answers soon or not. */
  Connection connectWithin(Duration most) throws SQLException {
    Properties properties = PostgresLogin.properties(location.url());
    long seconds = Math.max(1, Math.min(10, most.toSeconds()));
    for (String limit : new String[] {"connectTimeout", "socketTimeout", "loginTimeout"}) {
      properties.setProperty(limit, Long.toString(seconds));
    }
    Connection connection = new Driver().connect(location.url(), properties);
    if (connection == null) {
      throw new SQLException("no driver reads the URL", "08001");
    }
    connection.setAutoCommit(false);
    return connection;
  }

  private Connection connect() throws SQLException {
    try {
      Connection connection =
          new Driver().connect(location.url(), PostgresLogin.properties(location.url()));
      if (connection != null) {
        return connection;
      }
      throw new InvalidInputException(
          "the store "
              + location
              + " is no URL that PostgreSQL's driver reads; give"
              + " jdbc:postgresql://HOST/DB");
    } catch (NoClassDefFoundError e) {
      throw new StoreException(
          "store_unreachable",
          "the store "
              + location
              + " needs PostgreSQL's driver, which is not here; add org.postgresql:postgresql",
          e);
    }
  }

  @Override
  public @Nullable Instant copiedUntil(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(COPIED_UNTIL)) {
      Timestamp last = rows.next() ? rows.getTimestamp(1) : null;
      return last == null ? null : last.toInstant();
    }
  }

  @Override
  public boolean keepsConnections() {
    return pool != null;
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.close();
    }
  }

  /** As the last connection found it: a standby, or a role that only reads. */
  @Override
  public boolean isReadOnly() {
    return readOnly;
  }

  /** The server answers for what its connections are open on. */
  @Override
  public void requireInPlace() {}

  /** What was read outside of a transaction began one, which must not go on in the pool. */
  @Override
  public boolean isLasting(Connection connection) throws SQLException {
    PgConnection server = connection.unwrap(PgConnection.class);
    if (server.isClosed()) {
      return false;
    }
    if (server.getTransactionState() != TransactionState.IDLE) {
      server.rollback();
    }
    return true;
  }

  @Override
  public String beginRead() {
    return READ + timeouts.ofReader();
  }

  /**
   * The transaction takes its number before anything else: {@link PostgresWriters#outlast} rests on
   * that, and by it one whose connection was lost is asked for.
   */
  @Override
  public String beginWrite() {
    return "SELECT " + timeouts.ofWriter(wait) + ", pg_current_xact_id()";
  }

  /** No limit to a statement: an index may take its time. */
  @Override
  public String beginSchema() {
    return "SELECT " + new PostgresTimeouts(null, null).ofWriter(wait) + ", " + LOCK;
  }

  /** A transaction that reads refuses already, from its beginning. */
  @Override
  public void refuseWrites(Connection connection, boolean refuse) {}

  @Override
  public void interrupt(Connection connection) throws SQLException {
    connection.unwrap(PgConnection.class).cancelQuery();
  }

  @Override
  public StoreException translate(SQLException error) {
    return PostgresErrors.translate(error, location);
  }

  @Override
  public boolean isPassing(SQLException error) {
    return PostgresErrors.isPassing(error);
  }

  @Override
  public boolean isWorthAnotherTry(SQLException error) {
    return PostgresErrors.isWorthAnotherTry(error);
  }

  /** Asked of the server with the version of the schema, on a connection that is needed anyway. */
  @Override
  public boolean isMissing() {
    return false;
  }

  /** The database is made by its operator. */
  @Override
  public void create() {}

  @Override
  public void requireStore() {}

  @Override
  public Path spool() {
    return beside(AuditSpool.ENDING);
  }

  /** In a folder of this machine, which is made if it is not there. */
  @Override
  public Path beside(String ending) {
    Path file = location.beside(ending);
    Path folder = file.getParent();
    try {
      if (folder != null && !Files.isDirectory(folder)) {
        PrivateFile.createFolders(folder);
      }
    } catch (IOException e) {
      throw new StoreException(
          "store_unwritable",
          "the folder "
              + folder
              + " for what belongs to the store cannot be made: "
              + e.getMessage(),
          e);
    }
    return file;
  }

  /** Its tables and indexes, and those of others in the same schema. */
  @Override
  public long bytes(Connection connection) throws SQLException {
    return PostgresSchema.number(connection, BYTES);
  }

  @Override
  public Turns turns() {
    return Turns.NONE;
  }

  @Override
  public Writers writers() {
    return writers;
  }

  @Override
  public LostCommits lostCommits() {
    return new PostgresCommits(this);
  }

  @Override
  public SchemaState schema() {
    return new PostgresSchema(location);
  }

  @Override
  public FullText fullText() {
    return new PostgresFullText();
  }

  @Override
  public Transfer transfer() {
    return new PostgresTransfer();
  }

  @Override
  public Upkeep upkeep() {
    return new PostgresUpkeep();
  }
}
