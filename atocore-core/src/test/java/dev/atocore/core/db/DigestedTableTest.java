package dev.atocore.core.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.schema.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DigestedTableTest {
  /** The hash of the content vouches for the content, the index of ids for the seq. */
  private static final List<String> VOUCHED_FOR =
      List.of("source_chunks.seq", "source_chunks.content");

  @ParameterizedTest
  @EnumSource
  void digest_isOfAllColumns(DigestedTable table) {
    List<String> columns =
        Schema.at(Path.of("none")).ofNewStore(connection -> columns(connection, table));

    assertThat(table.columns()).containsExactlyElementsOf(columns);
  }

  /** All but the digest, the number of a row that nothing else names, and what is vouched for. */
  private static List<String> columns(Connection connection, DigestedTable table)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA table_info(" + table.table() + ")")) {
      while (rows.next()) {
        String name = rows.getString("name");
        boolean number = table.keys() == 0 && name.equals("id");
        if (!number
            && !name.equals("row_digest")
            && !VOUCHED_FOR.contains(table.table() + "." + name)) {
          columns.add(name);
        }
      }
    }
    return columns;
  }
}
