package dev.atocore.core.state;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.Likeness;
import dev.atocore.core.text.TextRules;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registered projects. Thread-safe. Plain JDBC, so that commands which need nothing else start
 * fast.
 */
public final class Projects {
  private final Transactions transactions;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public Projects(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Registers a project; one that is there keeps its time and takes the name, if one is given.
   *
   * @throws InvalidInputException if the id or name is no plain line
   */
  public Project add(String id, @Nullable String name) {
    TextRules.requireName("project", id);
    TextRules.requireName("name", name);
    return transactions.write(
        connection -> {
          ProjectTable.register(connection, id);
          if (name != null) {
            ProjectTable.rename(connection, id, name);
          }
          return find(connection, id).orElseThrow();
        });
  }

  /** The project with that id, if there is one. */
  public Optional<Project> find(String id) {
    return transactions.read(connection -> find(connection, id));
  }

  /**
   * The project that was meant by a name that is none: the one most like it in letters, whatever
   * their case; empty when none is near.
   */
  public Optional<String> nearest(String name) {
    return Likeness.nearest(name, list().stream().map(Project::id).toList());
  }

  /** All projects in order of their ids. */
  public List<Project> list() {
    return transactions.read(
        connection -> {
          List<Project> projects = new ArrayList<>();
          try (ResultSet rows = connection.prepare(StateSql.PROJECTS).executeQuery()) {
            while (rows.next()) {
              projects.add(read(rows));
            }
          }
          return projects;
        });
  }

  private static Optional<Project> find(StoreConnection connection, String id) throws SQLException {
    PreparedStatement select = connection.prepare(StateSql.FIND_PROJECT);
    select.setString(1, id);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? Optional.of(read(rows)) : Optional.empty();
    }
  }

  private static Project read(ResultSet rows) throws SQLException {
    return new Project(rows.getString(1), rows.getString(2), rows.getString(3));
  }
}
