package dev.atocore.integrity.mend;

import dev.atocore.audit.sql.SqlConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a repair that is planned, handed over one by one. A step that mends several findings
 * is handed over once. Not thread-safe.
 */
public final class RepairSteps {
  private final SqlConnection connection;
  private final boolean adopt;
  private final Set<String> shared;
  private final Consumer<RepairStep> each;

  private RepairSteps(
      SqlConnection connection, boolean adopt, Set<String> shared, Consumer<RepairStep> each) {
    this.connection = connection;
    this.adopt = adopt;
    this.shared = shared;
    this.each = each;
  }

  /**
   * No step yet.
   *
   * @param connection the view of the store in which the repair is planned
   * @param adopt whether the log is to take in what rows have become
   * @param each is given each step
   */
  @SuppressWarnings("exports") // For this library alone.
  public static RepairSteps begin(
      SqlConnection connection, boolean adopt, Consumer<RepairStep> each) {
    return new RepairSteps(connection, adopt, new HashSet<>(), each);
  }

  /** The same plan, gone on with in another view of the store. */
  @SuppressWarnings("exports") // For this library alone.
  public RepairSteps in(SqlConnection other) {
    return new RepairSteps(other, adopt, shared, each);
  }

  public Connection connection() {
    return connection.jdbc();
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
    if (!action.mendsMany() || shared.add(action + "\0" + subject)) {
      each.accept(new RepairStep(action, subject, target, hash(action, subject, target)));
    }
    return true;
  }

  /** Whether there is a row that such a step would touch. */
  public boolean isThere(RepairAction action, String subject) throws SQLException {
    return !hash(action, subject, null).isEmpty();
  }

  private String hash(RepairAction action, String subject, @Nullable String target)
      throws SQLException {
    return action.rowHash(connection, subject, target);
  }
}
