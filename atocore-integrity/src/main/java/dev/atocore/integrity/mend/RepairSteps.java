package dev.atocore.integrity.mend;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps of a repair that is planned, each of them once. Not thread-safe. */
public final class RepairSteps {
  private final Connection connection;
  private final boolean adopt;
  private final List<RepairStep> steps = new ArrayList<>();
  private final Set<String> planned = new HashSet<>();

  /**
   * No step yet.
   *
   * @param connection the view of the store in which the repair is planned
   * @param adopt whether the log is to take in what rows have become
   */
  public RepairSteps(Connection connection, boolean adopt) {
    this.connection = connection;
    this.adopt = adopt;
  }

  public Connection connection() {
    return connection;
  }

  public boolean adopt() {
    return adopt;
  }

  /** Adds a step unless it is there; always true, since it mends what it was added for. */
  public boolean add(RepairAction action, String subject) throws SQLException {
    return add(action, subject, null);
  }

  /** The same with the memory that the subject is superseded by. */
  public boolean add(RepairAction action, String subject, @Nullable String target)
      throws SQLException {
    if (planned.add(action + "\0" + subject)) {
      steps.add(
          new RepairStep(action, subject, target, action.rowHash(connection, subject, target)));
    }
    return true;
  }

  public List<RepairStep> all() {
    return List.copyOf(steps);
  }
}
