package dev.atocore.core.db.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberingConnectionTest {
  @TempDir Path temporary;

  @Test
  void statementThatRunsAgain_namesItsColumnsAndFindsWhatIsThereNow() throws Exception {
    try (Connection connection = connect();
        Statement control = connection.createStatement()) {
      control.execute("CREATE TABLE t (a, b)");
      control.execute("INSERT INTO t VALUES (1, 'one')");
      try (PreparedStatement select =
          connection.prepareStatement("SELECT a, b AS word FROM t WHERE a >= ?")) {
        assertThat(run(select, 1)).isEqualTo("a=1 word=one");
        control.execute("UPDATE t SET b = 'eins'");
        assertThat(run(select, 1)).isEqualTo("a=1 word=eins");
        assertThat(run(select, 2)).isEqualTo("");
        assertThat(run(select, 0)).isEqualTo("a=1 word=eins");
      }
    }
  }

  /** The driver names columns by what the schema says when a statement is prepared. */
  @Test
  void statements_keepTheirNamesApartAndThroughAChangeOfTheSchema() throws Exception {
    try (Connection connection = connect();
        Statement control = connection.createStatement()) {
      control.execute("CREATE TABLE t (a, b)");
      control.execute("INSERT INTO t VALUES (1, 2)");
      try (PreparedStatement one = connection.prepareStatement("SELECT a, b FROM t WHERE a = ?");
          PreparedStatement other =
              connection.prepareStatement("SELECT b AS c, a AS d FROM t WHERE a = ?")) {
        for (int i = 0; i < 3; i++) {
          assertThat(run(one, 1)).isEqualTo("a=1 b=2");
          assertThat(run(other, 1)).isEqualTo("c=2 d=1");
          control.execute("CREATE TABLE more" + i + " (x)");
        }
      }
    }
  }

  private Connection connect() throws Exception {
    SqliteDatabase database = new SqliteDatabase(temporary.toRealPath().resolve("some.db"));
    database.create();
    return database.connect(Duration.ofSeconds(1));
  }

  /** What it finds, each value with the name of its column, which is also looked up by that. */
  private static String run(PreparedStatement select, int bound) throws Exception {
    select.setInt(1, bound);
    StringBuilder found = new StringBuilder();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        for (int column : List.of(1, 2)) {
          String name = rows.getMetaData().getColumnLabel(column);
          assertThat(rows.getString(name)).isEqualTo(rows.getString(column));
          found.append(found.isEmpty() ? "" : " ").append(name).append('=');
          found.append(rows.getString(column));
        }
      }
    }
    return found.toString();
  }
}
