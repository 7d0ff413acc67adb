package dev.atocore.audit.record;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.sql.Columns;
import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.RowDigest;
import dev.atocore.audit.sql.SqlConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The record of what was done with keys. Append-only like the log itself, and chained like all that
 * is said beside it. The caller owns the connection and rules its transactions. Not thread-safe.
 */
final class KeyEvents {
  private static final AuditRecords.Kind KIND = AuditRecords.Kind.KEY;

  private final SqlConnection connection;

  /** The events in the database behind {@code connection}. */
  KeyEvents(SqlConnection connection) {
    this.connection = connection;
  }

  /** Puts an event on record. */
  void record(KeyEvent event) throws SQLException {
    AuditRecords records = new AuditRecords(connection);
    records.begin();
    @Nullable Object[] row = row(event);
    try (PreparedStatement insert = connection.prepareAnew(KeySql.INSERT)) {
      for (int i = 0; i < row.length; i++) {
        insert.setObject(i + 1, row[i] instanceof ByteString bytes ? bytes.toByteArray() : row[i]);
      }
      insert.setBytes(row.length + 1, RowDigest.of("key_events", row));
      insert.executeUpdate();
    }
    records.append(KIND);
  }

  /**
   * All that is on record, oldest first, each held against its record: what somebody put there by
   * hand is left out, and what somebody changed or took away shows.
   */
  KeyRecord read() throws SQLException {
    Map<Object, List<@Nullable Object>> records = records();
    List<KeyEvent> events = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    try (PreparedStatement select = connection.prepareAnew(KeySql.ALL);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        List<@Nullable Object> values = Columns.stored(rows, KIND.columns() + 1);
        Object id = Objects.requireNonNull(values.get(KIND.columns()));
        List<@Nullable Object> record = records.remove(id);
        if (record == null) {
          // Nobody put it on record: it says nothing, and the verification reports it.
          continue;
        }
        KeyEvent event = vouches(record, values) ? event(rows) : null;
        if (event == null) {
          problems.add("key event " + id + " is not as it was put on record");
        } else {
          events.add(event);
        }
      }
    }
    for (Object id : records.keySet()) {
      problems.add("key event " + id + " is gone");
    }
    return new KeyRecord(events, problems);
  }

  private Map<Object, List<@Nullable Object>> records() throws SQLException {
    Map<Object, List<@Nullable Object>> records = new HashMap<>();
    try (PreparedStatement select = new Query(RecordSql.OF_KIND, KIND.word()).prepare(connection);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        List<@Nullable Object> record = Columns.stored(rows, AuditRecords.COLUMNS);
        records.put(Objects.requireNonNull(record.get(2)), record);
      }
    }
    return records;
  }

  private static boolean vouches(List<@Nullable Object> record, List<@Nullable Object> values) {
    return AuditRecords.hash(record.get(0), record.get(1), record.get(2), record.get(3), values)
        .equals(record.get(4));
  }

  /** The columns of its row but the last, which is their digest. */
  private static @Nullable Object[] row(KeyEvent event) {
    return new @Nullable Object[] {
      event.kind().word(),
      event.name(),
      event.role(),
      event.projects().isEmpty() ? null : String.join("\n", event.projects()),
      event.userId(),
      event.expiresAt(),
      event.tokenHash(),
      event.actor(),
      event.requestId(),
      event.at()
    };
  }

  /** What a row says; null if it is of no kind that there is. */
  private static @Nullable KeyEvent event(ResultSet rows) throws SQLException {
    String word = rows.getString(1);
    String projects = rows.getString(4);
    ByteString token = Columns.bytes(rows, 7);
    for (KeyEvent.Kind kind : KeyEvent.Kind.values()) {
      if (kind.word().equals(word) && token != null) {
        return new KeyEvent(
            kind,
            Columns.textOrEmpty(rows, 2),
            Columns.textOrEmpty(rows, 3),
            projects == null ? List.of() : List.of(projects.split("\n", -1)),
            rows.getString(5),
            rows.getString(6),
            token,
            Columns.textOrEmpty(rows, 8),
            rows.getString(9),
            Columns.textOrEmpty(rows, 10));
      }
    }
    return null;
  }
}
