package dev.atocore.audit.record;

import dev.atocore.audit.sql.SqlConnection;
import java.sql.SQLException;
import java.util.List;

/**
 * What is on record about keys.
 *
 * @param events those that are as they were put on record, oldest first
 * @param problems what is not, one line for people each; while there is one, nobody knows whether a
 *     key was ended
 */
public record KeyRecord(List<KeyEvent> events, List<String> problems) {
  /** Copies the lists. */
  public KeyRecord {
    events = List.copyOf(events);
    problems = List.copyOf(problems);
  }

  /** That of the log behind a connection. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static KeyRecord read(SqlConnection connection) throws SQLException {
    return new KeyEvents(connection).read();
  }

  /** Puts an event on record, in the transaction of the connection. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static void append(SqlConnection connection, KeyEvent event) throws SQLException {
    new KeyEvents(connection).record(event);
  }
}
