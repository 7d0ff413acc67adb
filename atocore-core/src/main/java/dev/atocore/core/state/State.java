package dev.atocore.core.state;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import dev.atocore.audit.sql.Query;
import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.text.JsonFields;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What programs keep for projects: JSON values by project, category and key. Thread-safe. Plain
 * JDBC, because {@code state get} and alerts must start fast.
 */
public final class State {
  /** The project under which the program itself keeps what it needs to remember. */
  public static final String OWN = "atocore";

  private static final int MAX_VALUE_CHARACTERS = 8 * 1024 * 1024;
  private final Transactions transactions;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public State(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The value, if there is one. */
  public Optional<StateValue> get(String project, String category, String key) {
    return transactions.read(connection -> get(connection, project, category, key));
  }

  /** The same within a transaction. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static Optional<StateValue> get(
      StoreConnection connection, String project, String category, String key) throws SQLException {
    PreparedStatement select = connection.prepare(StateSql.FIND);
    select.setString(1, project);
    select.setString(2, category);
    select.setString(3, key);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? Optional.of(read(rows)) : Optional.empty();
    }
  }

  /**
   * Sets a value, over the one that is there.
   *
   * @param json one JSON value
   * @throws NotFoundException if the project is not registered
   * @throws InvalidInputException if it is not JSON
   */
  public StateValue set(String project, String category, String key, String json) {
    TextRules.requireName("category", category);
    TextRules.requireName("key", key);
    requireJson(json);
    return transactions.write(connection -> put(connection, project, category, key, json));
  }

  /** Sets a value that is JSON for sure, within a transaction that writes. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static StateValue put(
      StoreConnection connection, String project, String category, String key, String json)
      throws SQLException {
    requireProject(connection, project);
    String now = Times.format(Instant.now());
    PreparedStatement put = connection.prepare(StateSql.PUT);
    put.setString(1, project);
    put.setString(2, category);
    put.setString(3, key);
    put.setString(4, json);
    put.setString(5, now);
    put.setBytes(6, DigestedTable.PROJECT_STATE.digest(project, category, key, json, now));
    put.executeUpdate();
    return new StateValue(project, category, key, json, now);
  }

  /** The values of a project, or of all when null, in order. */
  public List<StateValue> list(@Nullable String project) {
    return list(new Query(StateSql.LIST).andIf(StateSql.OF_PROJECT, project));
  }

  /** The values of one category of a project, in order of their keys. */
  public List<StateValue> list(String project, String category) {
    return list(
        new Query(StateSql.LIST)
            .and(StateSql.OF_PROJECT, project)
            .and(StateSql.OF_CATEGORY, category));
  }

  /** The values of a project within a transaction. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static List<StateValue> list(StoreConnection connection, String project)
      throws SQLException {
    return list(connection, new Query(StateSql.LIST).and(StateSql.OF_PROJECT, project));
  }

  private List<StateValue> list(Query query) {
    return transactions.read(connection -> list(connection, query));
  }

  private static List<StateValue> list(StoreConnection connection, Query query)
      throws SQLException {
    PreparedStatement select = query.prepareKept(connection.sql());
    List<StateValue> values = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        values.add(read(rows));
      }
    }
    return values;
  }

  /**
   * Forgets the values of a category whose key comes before that one.
   *
   * @return how many there were
   */
  public long forgetBefore(String project, String category, String key) {
    return transactions.write(
        connection -> {
          PreparedStatement delete = connection.prepare(StateSql.FORGET_BEFORE);
          delete.setString(1, project);
          delete.setString(2, category);
          delete.setString(3, key);
          return (long) delete.executeUpdate();
        });
  }

  private static void requireProject(StoreConnection connection, String project)
      throws SQLException {
    PreparedStatement select = connection.prepare(StateSql.HAS_PROJECT);
    select.setString(1, project);
    try (ResultSet rows = select.executeQuery()) {
      if (!rows.next()) {
        throw new NotFoundException(
            "there is no project "
                + TextRules.quote(project)
                + "; register it with 'atocore project add'");
      }
    }
  }

  private static void requireJson(String json) {
    if (json.length() > MAX_VALUE_CHARACTERS) {
      throw new InvalidInputException(
          "the value is longer than " + MAX_VALUE_CHARACTERS + " characters");
    }
    TextRules.requireStorable("the value", json);
    try (JsonParser parser = JsonRecord.FACTORY.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new InvalidInputException(
            "the value is empty; give JSON, such as \"text\" in quotes or null");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw new InvalidInputException("the value is more than one JSON value");
      }
    } catch (JacksonException e) {
      throw new InvalidInputException(
          "the value is not JSON (" + JsonFields.why(e) + "); a text needs its quotes");
    } catch (IOException e) {
      throw new InvalidInputException("the value is not JSON: " + e.getMessage());
    }
  }

  private static StateValue read(ResultSet rows) throws SQLException {
    return new StateValue(
        rows.getString(1),
        rows.getString(2),
        rows.getString(3),
        rows.getString(4),
        rows.getString(5));
  }
}
