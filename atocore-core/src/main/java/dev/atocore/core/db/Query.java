package dev.atocore.core.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A statement that is put together from the conditions that were asked for, and their values. */
public final class Query {
  private final StringBuilder sql;
  private final List<Object> values = new ArrayList<>();
  private boolean restricted;

  /** Starts with a statement that has no condition yet. */
  public Query(String select) {
    this.sql = new StringBuilder(select);
  }

  /** Adds a condition, with the values of its {@code ?} in order. */
  public Query and(String condition, Object... bound) {
    String joined = (restricted ? " AND " : " WHERE ") + condition;
    restricted = true;
    return append(joined, bound);
  }

  /** Adds what follows the conditions. */
  public Query append(String rest, Object... bound) {
    sql.append(rest);
    values.addAll(List.of(bound));
    return this;
  }

  /** The statement, ready to run; its caller closes it. */
  public PreparedStatement prepare(StoreConnection connection) throws SQLException {
    PreparedStatement statement = connection.jdbc().prepareStatement(sql.toString());
    int index = 0;
    for (Object value : values) {
      statement.setObject(++index, value);
    }
    return statement;
  }
}
