package dev.atocore.integrity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.checkpoint.CheckpointKey;
import dev.atocore.audit.checkpoint.SignedCheckpoint;
import dev.atocore.core.model.Memory;
import dev.atocore.integrity.TamperCase.Edit;
import dev.atocore.integrity.TamperCase.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every value of every column of every table is changed, made null and made one of another storage
 * class, with the triggers in place and without; and every forged record is put before every edit.
 * The table in docs/audit.md is what comes out: the test fails where they differ, and writes it
 * with {@code -Datocore.tamper-table=write}.
 */
class TamperTableTest {
  private static final Path DOCS = Path.of("../docs/audit.md");
  private static final String BEGIN = "<!-- tamper table: TamperTableTest writes it -->\n";
  private static final String END = "<!-- end of the tamper table -->\n";

  private static final String OTHER_CLASS = "another storage class";

  /** Cells that nobody sees, each with the reason that the page gives; nothing else may be. */
  private static final List<String> EXPLAINED =
      List.of(
          "projects",
          "project_state",
          "source_documents",
          "source_chunks",
          "memory_evidence",
          "memory_refusals",
          "sqlite_sequence");

  /** Kept for speed or convenience; nothing that is said depends on it. */
  private static final List<String> DERIVED =
      List.of("answered_requests", "memory_vectors", "memory_words", "sqlite_sequence");

  @TempDir Path folder;
  private StoreFixture fixture;
  private Path sound;
  private CheckpointKey key;
  private SignedCheckpoint checkpoint;

  @BeforeEach
  void fill() throws IOException {
    fixture = new StoreFixture(folder).fill();
    SignedCheckpoint older = fixture.fillRecords();
    Memory memory = fixture.candidate("Its row and its entries are tampered with.");
    fixture.store.memories().reinforce(memory.id(), 0.1, StoreFixture.ANN.note("seen"));
    fixture.store.memories().reinforce(memory.id(), 0.1, StoreFixture.ANN.note("again"));
    fixture.active("What comes after it.");
    fixture.fillVectors();
    key = CheckpointKey.openOrCreate(folder.resolve("key"), null);
    checkpoint = fixture.store.checkpoints().make(key, older, entry -> {}).checkpoint();
    sound = folder.resolve("sound.db");
    fixture.store.backup(sound);
    StoreFixture.copyRefusalKey(folder.resolve("store.db"), sound);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void docs_sayWhatIsFound() throws Exception {
    StringBuilder table = new StringBuilder(BEGIN).append('\n');
    columns(table);
    pairs(table);
    String text = Files.readString(DOCS);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    assertThat(begin).as("the table's place in docs/audit.md").isPositive();
    if ("write".equals(System.getProperty("atocore.tamper-table"))) {
      Files.writeString(DOCS, text.substring(0, begin) + table + text.substring(end));
      return;
    }
    assertThat(text.substring(begin, end)).isEqualTo(table.toString());
  }

  @Test
  void checkpointBesideTheStore_whenTheTreeIsSealedAnewToo_seesNothing() throws Exception {
    try (TamperCase store = new TamperCase(sound, folder.resolve("case.db"))) {
      requireNonNull(TamperEdits.records(sound).get("acknowledgement with its hashes")).run(store);
      store.withoutGuards(
          tampered -> {
            requireNonNull(TamperEdits.edits(sound).get("all entries deleted")).run(tampered);
            tampered.execute("DELETE FROM audit_tile");
            tampered.execute("DELETE FROM audit_sealed");
          });
      assertThat(store.seen(checkpoint, key))
          .isEqualTo(new Seen(Seen.NOT, Seen.NOT, Seen.CHECKPOINT));
    }
  }

  private void columns(StringBuilder table) throws Exception {
    table.append(
        "| table | columns | changed to | without a checkpoint | with one beside the store | with"
            + " one kept elsewhere |\n| --- | --- | --- | --- | --- | --- |\n");
    List<String> unexplained = new ArrayList<>();
    for (String name : tables()) {
      // What is seen alike: first of columns, then of ways to change them.
      Map<String, Map<String, List<String>>> alike = new LinkedHashMap<>();
      for (Column column : columnsOf(name)) {
        for (Map.Entry<String, String> way : column.ways().entrySet()) {
          Cells cells = cells(column, way.getValue());
          alike
              .computeIfAbsent(cells.text(), key -> new LinkedHashMap<>())
              .computeIfAbsent(column.name(), key -> new ArrayList<>())
              .add(way.getKey());
          boolean explained = EXPLAINED.contains(name) || column.name().equals("row_digest");
          if (cells.byNobody()
              && !DERIVED.contains(name)
              && !(explained && !way.getKey().equals(OTHER_CLASS))) {
            unexplained.add(name + "." + column.name() + ", " + way.getKey() + ": " + cells);
          }
        }
      }
      alike.forEach(
          (cells, columns) ->
              byWays(columns)
                  .forEach(
                      (ways, names) ->
                          table.append(
                              "| `%s` | %s | %s | %s |\n"
                                  .formatted(name, String.join(", ", names), ways, cells))));
    }
    assertThat(unexplained).as("found by nobody, and no sentence says why").isEmpty();
    table.append('\n');
  }

  private static Map<String, List<String>> byWays(Map<String, List<String>> columns) {
    Map<String, List<String>> byWays = new LinkedHashMap<>();
    columns.forEach(
        (column, ways) ->
            byWays.computeIfAbsent(String.join(", ", ways), key -> new ArrayList<>()).add(column));
    return byWays;
  }

  private Cells cells(Column column, String value) throws Exception {
    String update =
        "UPDATE %s SET %s = %s WHERE rowid = %s"
            .formatted(column.table(), column.name(), value, column.row());
    String there =
        "SELECT quote(%s) FROM %s WHERE rowid = %s"
            .formatted(column.name(), column.table(), column.row());
    return new Cells(look(update, there, false), look(update, there, true));
  }

  /**
   * What the table says of an edit.
   *
   * @param guarded with the triggers in place
   * @param dropped behind their back
   */
  private record Cells(Seen guarded, Seen dropped) {
    String text() {
      return guarded.without()
          + " "
          + dropped.without()
          + " | "
          + guarded.beside()
          + " "
          + dropped.beside()
          + " | "
          + guarded.elsewhere()
          + " "
          + dropped.elsewhere();
    }

    boolean byNobody() {
      return guarded.byNobody() || dropped.byNobody();
    }
  }

  private Seen look(String update, String there, boolean dropped) throws Exception {
    try (TamperCase store = new TamperCase(sound, folder.resolve("case.db"))) {
      String before = store.value(there);
      try {
        if (dropped) {
          store.withoutGuards(tampered -> tampered.execute(update));
        } else {
          store.execute(update);
        }
      } catch (SQLException e) {
        return Seen.REFUSED;
      }
      return store.value(there).equals(before) ? Seen.NOTHING_CHANGED : store.seen(checkpoint, key);
    }
  }

  private void pairs(StringBuilder table) throws Exception {
    table.append(
        "| forged first | then | without a checkpoint | with one beside the store | with one kept"
            + " elsewhere |\n| --- | --- | --- | --- | --- |\n");
    for (Map.Entry<String, Edit> record : TamperEdits.records(sound).entrySet()) {
      Map<Seen, List<String>> alike = new LinkedHashMap<>();
      for (Map.Entry<String, Edit> edit : TamperEdits.edits(sound).entrySet()) {
        try (TamperCase store = new TamperCase(sound, folder.resolve("case.db"))) {
          record.getValue().run(store);
          store.withoutGuards(edit.getValue());
          alike
              .computeIfAbsent(store.seen(checkpoint, key), seen -> new ArrayList<>())
              .add(edit.getKey());
        }
      }
      alike.forEach(
          (seen, edits) ->
              table.append(
                  "| %s | %s | %s | %s | %s |\n"
                      .formatted(
                          record.getKey(),
                          String.join("; ", edits),
                          seen.without(),
                          seen.beside(),
                          seen.elsewhere())));
    }
    table.append('\n');
  }

  /** All but the recall log, which has no witness: it proves nothing, as the page says. */
  private List<String> tables() throws Exception {
    return names(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'memories\\_fts%'"
            + " ESCAPE '\\' AND name NOT LIKE 'recall%' ORDER BY name");
  }

  private List<Column> columnsOf(String table) throws Exception {
    List<Column> columns = new ArrayList<>();
    try (TamperCase store = new TamperCase(sound, folder.resolve("case.db"))) {
      for (String name :
          names("SELECT name FROM pragma_table_info('" + table + "') ORDER BY cid")) {
        // The numbers of vectors are as derived as the vectors are.
        String numbers = "(SELECT rowid, * FROM sqlite_sequence WHERE name <> 'memory_vectors')";
        String from = table.equals("sqlite_sequence") ? numbers : table;
        String rows = "SELECT rowid FROM " + from + " ";
        String row =
            store.value(rows + "WHERE " + name + " IS NOT NULL ORDER BY rowid DESC LIMIT 1");
        String chosen = row.isEmpty() ? store.value(rows + "ORDER BY rowid DESC LIMIT 1") : row;
        String type =
            store.value(
                "SELECT type FROM pragma_table_info('" + table + "') WHERE name = '" + name + "'");
        columns.add(new Column(table, name, type, chosen));
      }
    }
    return columns;
  }

  private List<String> names(String sql) throws Exception {
    List<String> names = new ArrayList<>();
    try (TamperCase store = new TamperCase(sound, folder.resolve("case.db"));
        Statement statement = store.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /** A column, and a row to tamper with. */
  private record Column(String table, String name, String type, String row) {
    /** The values that it is changed to, by what the table calls them. */
    Map<String, String> ways() {
      Map<String, String> ways = new LinkedHashMap<>();
      ways.put("another value", other());
      ways.put("NULL", "NULL");
      ways.put(OTHER_CLASS, otherClass());
      return ways;
    }

    private String other() {
      return switch (type) {
        case "TEXT" -> "'tampered'";
        case "BLOB" -> "x'" + "5a".repeat(32) + "'";
        case "DOUBLE PRECISION" -> "0.123";
        default -> "coalesce(" + name + ", 0) + 3";
      };
    }

    private String otherClass() {
      return switch (type) {
        case "TEXT" -> "CAST(" + name + " AS BLOB)";
        case "BLOB" -> "CAST(" + name + " AS TEXT)";
        default -> "CAST(CAST(" + name + " AS TEXT) AS BLOB)";
      };
    }
  }
}
