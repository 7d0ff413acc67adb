package dev.atocore.audit.sql;

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

  private final Sql statement;
  private final List<Condition> conditions = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();

  /**
   * Starts with a statement and the values of the places before its conditions.
   *
   * @param before texts and numbers, in order
   */
  public Query(Sql statement, @Nullable Object... before) {
    this.statement = statement;
    Collections.addAll(values, before);
  }

  /** Adds a condition and the values of its places. */
  public Query and(Sql condition, @Nullable Object... bound) {
    conditions.add(new Condition(condition, 1));
    return then(bound);
  }

  /** Adds that a condition on one value is true of at least one of these. */
  public Query andAny(Sql condition, List<?> bound) {
    conditions.add(new Condition(condition, bound.size()));
    return then(bound.toArray());
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

  /** The text for that database. */
  public String in(SqlDialect dialect) {
    String whole = statement.in(dialect);
    int place = conditions.isEmpty() ? -1 : whole.indexOf(MORE);
    if (place < 0) {
      return whole;
    }
    StringBuilder sql = new StringBuilder(whole.substring(0, place));
    for (int i = 0; i < conditions.size(); i++) {
      sql.append(i == 0 ? "" : " AND ").append(conditions.get(i).in(dialect));
    }
    return sql.append(whole, place + MORE.length(), whole.length()).toString();
  }

  /** The statement with its values, ready to run; its caller closes it. */
  public PreparedStatement prepare(SqlConnection connection) throws SQLException {
    return set(connection.jdbc().prepareStatement(in(connection.dialect())));
  }

  /** The same, prepared once and kept: not for a statement that may be open twice at a time. */
  public PreparedStatement prepareKept(SqlConnection connection) throws SQLException {
    return set(connection.prepare(in(connection.dialect())));
  }

  private PreparedStatement set(PreparedStatement prepared) throws SQLException {
    int index = 0;
    for (Object value : values) {
      prepared.setObject(++index, value);
    }
    return prepared;
  }

  /** A condition that is given so many times, joined by OR. */
  private record Condition(Sql sql, int times) {
    String in(SqlDialect dialect) {
      String one = sql.in(dialect);
      return times == 1 ? one : "(" + one + (" OR " + one).repeat(times - 1) + ")";
    }
  }
}
