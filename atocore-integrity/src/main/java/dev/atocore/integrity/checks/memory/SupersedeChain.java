package dev.atocore.integrity.checks.memory;

import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Follows replacements from one memory to the next. */
public final class SupersedeChain implements AutoCloseable {
  private static final int LISTED = 20;

  /** No honest chain is this long, and one that is must not keep the check busy all night. */
  private static final int LONGEST = 10_000;

  private final PreparedStatement successor;

  SupersedeChain(Connection connection) throws SQLException {
    successor = connection.prepareStatement(SupersedeSql.SUCCESSOR.in(SqlDialect.of(connection)));
  }

  /**
   * Adds a finding if the chain comes back to its start without passing a younger memory: each
   * cycle is told once, from its youngest. Chains that are too long to follow are told too.
   */
  void follow(String start, long startSeq, Findings findings) throws SQLException {
    List<String> ids = new ArrayList<>();
    String id = start;
    for (int steps = 0; steps < LONGEST; steps++) {
      if (ids.size() < LISTED) {
        ids.add(id);
      }
      String next = null;
      long seq = 0;
      successor.setString(1, id);
      try (ResultSet row = successor.executeQuery()) {
        if (row.next()) {
          seq = row.getLong(1);
          next = row.getString(2);
        }
      }
      if (next == null || next.isEmpty() || seq > startSeq) {
        return;
      }
      if (next.equals(start)) {
        tell(start, "cycle", "its replacements run in a circle", ids, findings);
        return;
      }
      id = next;
    }
    tell(start, "endless", "its replacements do not end", ids, findings);
  }

  private static void tell(
      String start, String problem, String message, List<String> ids, Findings findings) {
    findings.add(
        "cycle:" + start,
        Details.of(message)
            .with("memory_id", start)
            .with("problem", problem)
            .with("memory_ids", ids));
  }

  @Override
  public void close() throws SQLException {
    successor.close();
  }
}
