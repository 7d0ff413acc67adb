package dev.atocore.core.db.copy;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.TableShape;
import dev.atocore.core.db.TableShape.Column;
import dev.atocore.core.db.Transfer;
import dev.atocore.core.error.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one table of a target equal to the same of a source: in pieces in the order of the keys,
 * each in a transaction of its own and only where it differs. So it does not matter what an earlier
 * copy got done, or what the source has become since.
 */
public final class TableCopy {
  private final Connection source;
  private final Transfer from;
  private final TableShape shape;
  private final Rows rows;

  /**
   * A table of the source, which is in a transaction.
   *
   * @param shape as the source has it
   */
  public TableCopy(StoreConnection source, TableShape shape) {
    this.source = source.jdbc();
    this.from = source.database().transfer();
    this.shape = shape;
    this.rows = new Rows(this.source, from, shape);
  }

  /** How many rows there are. */
  public long count() throws SQLException {
    try (Statement statement = source.createStatement();
        ResultSet count = statement.executeQuery(TableText.count(shape.name()))) {
      return count.next() ? count.getLong(1) : 0;
    }
  }

  /**
   * Copies it.
   *
   * @param progress told how many rows it has been through
   * @return the sum of the source's rows
   * @throws StoreException if the target cannot hold a row as it is
   */
  public TableSum into(CopyTarget target, LongConsumer progress) throws SQLException {
    TableSum sum = new TableSum();
    @Nullable Object[] after = null;
    boolean last = false;
    while (!last) {
      Rows.Piece piece = rows.after(after);
      last = piece.last();
      for (@Nullable Object[] row : piece.rows()) {
        requireFit(target.transfer(), row);
        sum.add(row);
      }
      @Nullable Object[] begin = after;
      @Nullable Object[] end = last ? null : rows.key(piece.rows().get(piece.rows().size() - 1));
      target.write(connection -> put(target, connection, piece.rows(), begin, end));
      after = end;
      progress.accept(sum.rows());
    }
    return sum;
  }

  private boolean put(
      CopyTarget target,
      Connection connection,
      List<@Nullable Object[]> wanted,
      @Nullable Object @Nullable [] after,
      @Nullable Object @Nullable [] through)
      throws SQLException {
    Rows there = new Rows(connection, target.transfer(), shape);
    List<@Nullable Object[]> found = there.between(after, through, wanted.size() + 1);
    if (Arrays.deepEquals(found.toArray(), wanted.toArray())) {
      return false;
    }
    if (!found.isEmpty()) {
      there.delete(after, through);
    }
    there.insert(wanted);
    return true;
  }

  private void requireFit(Transfer to, @Nullable Object[] row) {
    for (int i = 0; i < row.length; i++) {
      Object value = row[i];
      Column column = shape.columns().get(i);
      String unfit = value == null ? null : to.unfit(column, value);
      if (unfit != null) {
        List<String> key = new ArrayList<>();
        for (Object part : rows.key(row)) {
          key.add(part instanceof byte[] ? "(bytes)" : String.valueOf(part));
        }
        throw new StoreException(
            "copy_unfit",
            "the row "
                + String.join(", ", key)
                + " of "
                + shape.name()
                + " has in "
                + column.name()
                + " "
                + unfit
                + "; mend that row in the source ('atocore integrity run' finds it), and run the"
                + " copy again",
            null);
      }
    }
  }

  /** The sum of the rows of a table, on a connection that sees one state of it. */
  public static TableSum sum(Connection connection, Transfer transfer, TableShape shape)
      throws SQLException {
    Rows rows = new Rows(connection, transfer, shape);
    TableSum sum = new TableSum();
    @Nullable Object[] after = null;
    boolean last = false;
    while (!last) {
      Rows.Piece piece = rows.after(after);
      piece.rows().forEach(sum::add);
      last = piece.last();
      after = last ? null : rows.key(piece.rows().get(piece.rows().size() - 1));
    }
    return sum;
  }
}
