package dev.atocore.audit.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement with the conditions that are only known now, and the values of all its places. The
 * conditions go to where the catalogue says {@code more()}.
 */
public final class Query {
  private static final String MORE = "TRUE";

  private final SqlDialect dialect;
  private final String statement;
  private final StringBuilder conditions = new StringBuilder();
  private final List<@Nullable Object> values = new ArrayList<>();

  /**
   * Starts with a statement and the values of the places before its conditions.
   *
   * @param before texts and numbers, in order
   */
  public Query(SqlDialect dialect, Sql statement, @Nullable Object... before) {
    this.dialect = dialect;
    this.statement = statement.in(dialect);
    Collections.addAll(values, before);
  }

  /** Adds a condition and the values of its places. */
  public Query and(Sql condition, @Nullable Object... bound) {
    conditions.append(conditions.isEmpty() ? "" : " AND ").append(condition.in(dialect));
    return then(bound);
  }

  /** Adds a condition on a value, if there is one. */
  public Query andIf(Sql condition, @Nullable Object value) {
    return value == null ? this : and(condition, value);
  }

  /** Adds the values of the places after the conditions. */
  public Query then(@Nullable Object... bound) {
    Collections.addAll(values, bound);
    return this;
  }

  /** The text. */
  public String text() {
    int place = conditions.isEmpty() ? -1 : statement.indexOf(MORE);
    return place < 0
        ? statement
        : statement.substring(0, place) + conditions + statement.substring(place + MORE.length());
  }

  /** The statement with its values, ready to run; its caller closes it. */
  public PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(text());
    int index = 0;
    for (Object value : values) {
      prepared.setObject(++index, value);
    }
    return prepared;
  }
}
