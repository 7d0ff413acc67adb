package dev.atocore.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.integrity.check.Cost;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.scan.Rows;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bit is flipped in a value of every column there is, right in the file: each is found. */
class ColumnFlipTest {
  private static final int MOST_ROWS_TRIED = 300;

  @TempDir Path folder;

  @Test
  void flippedBit_inAnyColumn_isFound() throws Exception {
    Path sound = folder.resolve("sound.db");
    try (StoreFixture fixture = new StoreFixture(folder).fill()) {
      fixture.fillRecords();
      fixture.fillVectors();
      assertThat(fixture.integrity.run(RunOptions.all()).findingsTotal()).isZero();
      fixture.store.backup(sound);
    }
    // Else a check would find each copy, flipped or not.
    StoreFixture.copyRefusalKey(folder.resolve("store.db"), folder.resolve("flipped.db"));
    byte[] bytes = Files.readAllBytes(sound);
    RunOptions options = RunOptions.all().checks(quickChecks());
    List<String> missed = new ArrayList<>();
    TreeSet<String> tried = new TreeSet<>();
    TreeSet<String> columns = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + sound)) {
      for (String table :
          names(
              connection,
              "SELECT name FROM sqlite_schema WHERE type = 'table'"
                  + " AND name NOT LIKE 'memories\\_fts%' ESCAPE '\\'"
                  // The recall log has no witness; docs/recall.md says so.
                  + " AND name NOT LIKE 'recall%' ORDER BY name")) {
        List<String> own =
            names(connection, "SELECT name FROM pragma_table_info('" + table + "') ORDER BY cid");
        own.forEach(column -> columns.add(table + "." + column));
        columns.removeAll(BitFlips.WITHOUT_WITNESS);
        for (Place place : places(connection, table, own, bytes)) {
          if (BitFlips.WITHOUT_WITNESS.contains(place.column())) {
            continue;
          }
          tried.add(place.column());
          Path file = folder.resolve("flipped.db");
          Files.copy(sound, file, StandardCopyOption.REPLACE_EXISTING);
          BitFlips.flip(file, place.bit());
          if (BitFlips.look(file, folder.resolve("flip.log"), options).isEmpty()) {
            missed.add(place.column());
          }
          BitFlips.forget(file);
        }
      }
    }
    assertThat(missed).as("of %s", tried).isEmpty();
    columns.removeAll(tried);
    assertThat(columns).as("flipped none of these").isEmpty();
  }

  /** All of a default run but the one that makes a new store, which no value has to do with. */
  private static List<String> quickChecks() {
    List<String> ids = new ArrayList<>();
    for (IntegrityCheck check : Integrity.builtIn()) {
      if (check.cost() == Cost.CHEAP && !check.id().equals("schema-altered")) {
        ids.add(check.id());
      }
    }
    return ids;
  }

  /** Where a column of a table has a value in the file: the bit of it to flip. */
  private record Place(String column, long bit) {}

  /** One place a column, as far as rows are found that lie in the file in one piece, once. */
  private static List<Place> places(
      Connection connection, String table, List<String> columns, byte[] bytes) throws SQLException {
    StringBuilder select = new StringBuilder("SELECT ");
    for (String column : columns) {
      select.append("typeof(%1$s), CAST(%1$s AS BLOB), %1$s, ".formatted("\"" + column + "\""));
    }
    select.append("1 FROM \"").append(table).append("\" LIMIT ").append(MOST_ROWS_TRIED);
    List<Place> places = new ArrayList<>();
    TreeSet<String> found = new TreeSet<>();
    String alias = rowidAlias(connection, table);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(select.toString())) {
      while (rows.next()) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        header.write(0);
        int[] type = new int[columns.size()];
        int[] start = new int[columns.size() + 1];
        for (int i = 0; i < columns.size(); i++) {
          boolean isAlias = columns.get(i).equals(alias);
          type[i] = header.size();
          header.writeBytes(isAlias ? new byte[1] : SqliteRecord.type(rows, 3 * i + 1));
          body.writeBytes(isAlias ? new byte[0] : SqliteRecord.value(rows, 3 * i + 1));
          start[i + 1] = body.size();
        }
        header.writeBytes(body.toByteArray());
        byte[] record = header.toByteArray();
        record[0] = (byte) (record.length - body.size());
        int at = onlyPlace(bytes, record);
        for (int i = 0; at >= 0 && i < columns.size(); i++) {
          int value = record[0] + (start[i] + start[i + 1]) / 2;
          int within =
              columns.get(i).equals(alias)
                  ? -1
                  : start[i] < start[i + 1]
                      ? value
                      : record[type[i]] == 0 ? record.length : type[i];
          if (within < record.length && found.add(columns.get(i))) {
            places.add(new Place(table + "." + columns.get(i), 8L * (at + within)));
          }
        }
      }
    }
    return places;
  }

  private static String rowidAlias(Connection connection, String table) throws SQLException {
    List<String> keys =
        names(
            connection,
            "SELECT name FROM pragma_table_info('"
                + table
                + "') WHERE pk = 1 AND type = 'INTEGER'");
    return keys.isEmpty() ? "" : keys.get(0);
  }

  private static int onlyPlace(byte[] file, byte[] record) {
    int found = -1;
    for (int i = 0; record.length > 0 && i + record.length <= file.length; i++) {
      if (Arrays.equals(file, i, i + record.length, record, 0, record.length)) {
        if (found >= 0) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }

  private static List<String> names(Connection connection, String sql) throws SQLException {
    List<String> names = new ArrayList<>();
    Rows.forEach(connection, sql, row -> names.add(row.getString(1)));
    return names;
  }
}
