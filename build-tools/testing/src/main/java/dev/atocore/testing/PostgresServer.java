package dev.atocore.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A real PostgreSQL for tests: the one that {@code ATOCORE_TEST_POSTGRES} names by a URL of JDBC,
 * whose login is a superuser's, or else one from Maven Central that is started once for the JVM.
 */
public final class PostgresServer {
  private static final String GIVEN = "ATOCORE_TEST_POSTGRES";

  private PostgresServer() {}

  /** The URL of a schema that is new and empty. */
  public static String newSchema() {
    String schema = "t" + UUID.randomUUID().toString().replace("-", "");
    String server = Started.URL;
    try (Connection connection = DriverManager.getConnection(server);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    } catch (SQLException e) {
      throw new IllegalStateException("The server of the tests does not answer: " + server, e);
    }
    return server + (server.indexOf('?') < 0 ? "?" : "&") + "currentSchema=" + schema;
  }

  /** The URL of a database that is new and empty. */
  public static String newDatabase() {
    String name = "d" + UUID.randomUUID().toString().replace("-", "");
    inServer("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
    return ofDatabase(name);
  }

  /**
   * Makes a database what another is, which nobody is connected to.
   *
   * @param url of the one that is made, over the one that was there
   * @param template of the other
   */
  public static void copyDatabase(String url, String template) {
    inServer("DROP DATABASE IF EXISTS " + databaseOf(url) + " WITH (FORCE)");
    inServer("CREATE DATABASE " + databaseOf(url) + " TEMPLATE " + databaseOf(template));
  }

  /** A number that is another once anybody has written anything to the server. */
  public static String written() {
    try (Connection connection = DriverManager.getConnection(Started.URL);
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException("The server of the tests does not answer", e);
    }
  }

  private static String ofDatabase(String name) {
    return Started.URL.replaceFirst("(//[^/]+/)[^?]*", "$1" + name);
  }

  private static String databaseOf(String url) {
    return url.replaceFirst(".*//[^/]+/([^?]*).*", "$1");
  }

  private static void inServer(String statement) {
    try (Connection connection = DriverManager.getConnection(Started.URL);
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("The server of the tests refused: " + statement, e);
    }
  }

  /** Started when the first test asks. */
  private static final class Started {
    static final String URL = start();

    private static String start() {
      String given = System.getenv(GIVEN);
      if (given != null && !given.isEmpty()) {
        return given;
      }
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "200")
                .start();
        return server.getJdbcUrl("postgres", "postgres");
      } catch (IOException e) {
        throw new UncheckedIOException("No PostgreSQL starts here; set " + GIVEN, e);
      }
    }
  }
}
