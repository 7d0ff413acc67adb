package dev.atocore.audit.record;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.extent.ExtentTable;
import dev.atocore.audit.extent.LogExtent;
import dev.atocore.audit.record.AuditRecords.Kind;
import dev.atocore.audit.sql.Columns;
import dev.atocore.audit.sql.SqlConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the records one by one, each beside the row that it is about. Used once, by one thread. */
final class RecordReader {
  private final List<Erasure> erasures = new ArrayList<>();
  private final Map<String, Long> redacted = new HashMap<>();
  private final List<AuditGap> gaps = new ArrayList<>();
  private final List<RecordProblem> problems = new ArrayList<>();
  private final Map<Long, ByteString> hashes = new TreeMap<>();
  private final Map<Kind, Map<@Nullable Object, Row>> rows = new EnumMap<>(Kind.class);
  private long last;
  private @Nullable Object lastHash;

  private RecordReader() {}

  static RecordChain read(SqlConnection connection) {
    RecordReader chain = new RecordReader();
    try {
      for (Kind kind : Kind.values()) {
        chain.rows.put(kind, chain.rows(connection, kind));
      }
      try (PreparedStatement select = connection.prepareAnew(RecordSql.ALL);
          ResultSet records = select.executeQuery()) {
        while (records.next()) {
          chain.record(Columns.stored(records, AuditRecords.COLUMNS));
        }
      }
      chain.end(new ExtentTable(connection).read());
    } catch (SQLException e) {
      throw AuditException.unreadable(e);
    }
    return new RecordChain(
        chain.erasures, chain.redacted, chain.gaps, chain.problems, chain.hashes);
  }

  private void record(List<@Nullable Object> record) {
    Object id = record.get(0);
    Kind kind = kind(record.get(1));
    Object rowId = record.get(2);
    Row row = kind == null || rowId == null ? null : rows(kind).remove(rowId);
    String name = "record " + id;
    long expected = last + 1;
    boolean follows = Objects.equals(record.get(3), lastHash);
    last = id instanceof Long number ? number : expected;
    lastHash = record.get(4);
    if (row == null || kind == null) {
      problems.add(
          new RecordProblem(null, 0, name + " is of an erasure, a gap or a key that is not there"));
      return;
    }
    ByteString hash = AuditRecords.hash(id, record.get(1), rowId, record.get(3), row.values());
    hashes.put(last, hash);
    if (!hash.equals(record.get(4))) {
      problem(row, name + " does not give its hash: " + row.name() + " was changed");
    } else if (last != expected) {
      problem(row, name + " follows on record " + (expected - 1) + ": records are gone");
    } else if (!follows) {
      problem(row, name + " does not continue the record before it");
    } else {
      believe(row);
    }
  }

  private void end(@Nullable LogExtent extent) {
    for (Map<@Nullable Object, Row> left : rows.values()) {
      for (Row row : left.values()) {
        problem(row, row.name() + " is in no record: AtoCore did not put it there");
      }
    }
    if (extent != null
        && (extent.records() != last || !Objects.equals(extent.recordHash(), lastHash))) {
      problems.add(
          new RecordProblem(
              null,
              0,
              "the log counts "
                  + extent.records()
                  + " records, the last that is there is "
                  + last
                  + (extent.records() == last ? ", with another hash" : "")));
    }
  }

  private void problem(Row row, String detail) {
    Object said = row.said();
    problems.add(
        said instanceof Erasure.Redaction redaction
            ? new RecordProblem(redaction.memoryId(), redaction.throughVersion(), detail)
            : said instanceof AuditGap gap
                ? new RecordProblem(gap.memoryId(), gap.version(), detail)
                : new RecordProblem(null, 0, detail));
  }

  private void believe(Row row) {
    Object said = row.said();
    if (said instanceof Erasure erasure) {
      erasures.add(erasure);
      if (erasure instanceof Erasure.Redaction redaction) {
        redacted.merge(redaction.memoryId(), redaction.throughVersion(), Math::max);
      }
    } else if (said instanceof AuditGap gap) {
      gaps.add(gap);
    }
  }

  private Map<@Nullable Object, Row> rows(Kind kind) {
    return Objects.requireNonNull(rows.get(kind));
  }

  private Map<@Nullable Object, Row> rows(SqlConnection connection, Kind kind) throws SQLException {
    Map<@Nullable Object, Row> found = new LinkedHashMap<>();
    try (PreparedStatement select = connection.prepareAnew(kind.all());
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        // First: to read a blob as a text makes it one.
        List<@Nullable Object> values = Columns.stored(rows, kind.columns() + 1);
        Object said =
            switch (kind) {
              case ERASURE -> AuditErasures.read(rows);
              case GAP -> AuditGaps.read(rows);
              case KEY -> null;
            };
        Object id = values.get(kind.columns());
        found.put(id, new Row(kind, id, values, said));
      }
    }
    return found;
  }

  private static @Nullable Kind kind(@Nullable Object word) {
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    return null;
  }

  /**
   * A row of a record.
   *
   * @param said what it says; null if that is nothing that AtoCore says
   */
  private record Row(
      Kind kind, @Nullable Object id, List<@Nullable Object> values, @Nullable Object said) {
    String name() {
      return kind.word() + " " + id;
    }
  }
}
