package dev.atocore.integrity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Single bits of a store's file are flipped: whatever changes what the tables say is found, or the
 * store does not open. Nothing ever brings the program down.
 */
class BitFlipTest {
  private static final int FLIPS = Integer.getInteger("atocore.test.bitFlips", 60);
  private static final long SEED = Long.getLong("atocore.test.bitFlipSeed", 11);

  @TempDir Path folder;

  @Test
  void flippedBit_isFoundWhereverItMatters() throws Exception {
    Path sound = folder.resolve("sound.db");
    try (StoreFixture fixture = new StoreFixture(folder).fill()) {
      for (int i = 0; i < 200; i++) {
        fixture.candidate("Memory " + i + " tells what was decided, and why it was.");
      }
      fixture.store.backup(sound);
    }
    String before = content(sound);
    Random random = new Random(SEED);
    int matters = 0;
    List<String> missed = new ArrayList<>();
    for (int flip = 0; flip < FLIPS; flip++) {
      Path file = folder.resolve("flipped.db");
      BitFlips.forget(file);
      Files.copy(sound, file, StandardCopyOption.REPLACE_EXISTING);
      long bit = random.nextLong(Files.size(file) * 8);
      BitFlips.flip(file, bit);
      String after = content(file);
      String seen = BitFlips.look(file, folder.resolve("flip.log"));
      if (!after.equals(before)) {
        matters++;
        if (seen.isEmpty()) {
          missed.add("byte " + bit / 8 + " bit " + bit % 8 + ": " + difference(sound, file));
        }
      }
    }
    assertThat(missed).as("of %d flips, %d matter", FLIPS, matters).isEmpty();
    assertThat(matters).isPositive();
  }

  /** A digest of all rows of all tables; or what keeps one from reading them. */
  private static String content(Path file) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try {
      rows(file, row -> digest.update(row.getBytes(UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (SQLException e) {
      return "unreadable";
    }
  }

  private static String difference(Path a, Path b) {
    List<String> left = new ArrayList<>();
    List<String> right = new ArrayList<>();
    try {
      rows(a, left::add);
      rows(b, right::add);
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    }
    List<String> gone = new ArrayList<>(left);
    gone.removeAll(right);
    List<String> come = new ArrayList<>(right);
    come.removeAll(left);
    String text = gone + " -> " + come;
    return text.substring(0, Math.min(400, text.length()));
  }

  private interface Each {
    void row(String row);
  }

  private static void rows(Path file, Each each) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro&immutable=1");
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet names =
          statement.executeQuery(
              "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name")) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet rows =
            statement.executeQuery("SELECT * FROM \"" + table + "\" NOT INDEXED")) {
          int columns = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            StringBuilder row = new StringBuilder(table);
            for (int i = 1; i <= columns; i++) {
              if (BitFlips.WITHOUT_WITNESS.contains(
                  table + "." + rows.getMetaData().getColumnName(i))) {
                continue;
              }
              byte[] bytes = rows.getBytes(i);
              row.append('|').append(bytes == null ? "" : HexFormat.of().formatHex(bytes));
            }
            each.row(row.toString());
          }
        }
      }
    }
  }
}
