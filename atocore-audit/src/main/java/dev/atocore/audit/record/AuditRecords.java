package dev.atocore.audit.record;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.extent.ExtentTable;
import dev.atocore.audit.sql.Columns;
import dev.atocore.audit.sql.RowDigest;
import dev.atocore.audit.sql.Sql;
import dev.atocore.audit.sql.SqlConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of the {@link RecordChain}: a row that is put on record goes behind the last.
 */
final class AuditRecords {
  /** How many columns a record has. */
  static final int COLUMNS = 5;

  private final SqlConnection connection;

  AuditRecords(SqlConnection connection) {
    this.connection = connection;
  }

  /** What records are about. */
  enum Kind {
    ERASURE("erasure", 12),
    GAP("gap", 11),
    KEY("key", 10);

    private final String word;
    private final int columns;

    Kind(String word, int columns) {
      this.word = word;
      this.columns = columns;
    }

    String word() {
      return word;
    }

    /** How many columns its rows have; the number of the row comes behind them. */
    int columns() {
      return columns;
    }

    Sql newest() {
      return switch (this) {
        case ERASURE -> ErasureSql.NEWEST;
        case GAP -> GapSql.NEWEST;
        case KEY -> KeySql.NEWEST;
      };
    }

    Sql all() {
      return switch (this) {
        case ERASURE -> ErasureSql.ALL;
        case GAP -> GapSql.ALL;
        case KEY -> KeySql.ALL;
      };
    }
  }

  /**
   * To be called before a row is written that is to be chained: from here on until its transaction
   * ends no other chains one.
   */
  void begin() throws SQLException {
    new ExtentTable(connection).lockRecords();
  }

  /** Chains the newest row of that kind, in the transaction that wrote it. */
  void append(Kind kind) throws SQLException {
    try (PreparedStatement select = connection.prepareAnew(kind.newest());
        ResultSet rows = select.executeQuery()) {
      if (rows.next()) {
        append(kind, Columns.stored(rows, kind.columns() + 1));
      }
    }
  }

  /**
   * Chains a row.
   *
   * @param row its columns, and its number
   */
  void append(Kind kind, List<@Nullable Object> row) throws SQLException {
    long id = 1;
    ByteString previous = null;
    try (PreparedStatement select = connection.prepareAnew(RecordSql.NEWEST);
        ResultSet rows = select.executeQuery()) {
      if (rows.next()) {
        id = rows.getLong(1) + 1;
        previous = Columns.bytes(rows, 5);
      }
    }
    Object rowId = row.get(kind.columns());
    ByteString hash = hash(id, kind.word(), rowId, previous, row);
    try (PreparedStatement insert = connection.prepareAnew(RecordSql.INSERT)) {
      insert.setLong(1, id);
      insert.setString(2, kind.word());
      insert.setObject(3, rowId);
      Columns.setBytes(insert, 4, previous);
      Columns.setBytes(insert, 5, hash);
      insert.executeUpdate();
    }
    new ExtentTable(connection).addRecord(hash);
  }

  /** The hash of a record: of its own columns but the last, and of the columns of its row. */
  static ByteString hash(
      @Nullable Object id,
      @Nullable Object kind,
      @Nullable Object rowId,
      @Nullable Object previous,
      List<@Nullable Object> row) {
    RowDigest digest = new RowDigest("audit_record");
    for (Object value : Arrays.asList(id, kind, rowId, previous)) {
      digest.addFound(value);
    }
    for (Object value : row.subList(0, row.size() - 1)) {
      digest.addFound(value);
    }
    return ByteString.wrap(digest.hash());
  }
}
