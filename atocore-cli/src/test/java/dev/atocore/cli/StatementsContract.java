package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.atocore.audit.sql.Sql;
import dev.atocore.audit.sql.SqlDialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every statement of every module is one that the database takes: it knows the tables and columns.
 * A part is prepared within a statement on the tables that it names.
 */
abstract class StatementsContract {
  private static final int AT_LEAST = 100;

  /** What the statements about first entries call the log. */
  private static final String FIRST_OF_MEMORY = "f";

  private static final Pattern QUALIFIER = Pattern.compile("\\b([a-z_]+)\\.[a-z_0-9]+");

  /** A new store. */
  abstract Connection connect() throws SQLException;

  abstract SqlDialect dialect();

  @Test
  void statements_canAllBePrepared() throws SQLException {
    List<Sql> statements = statements();
    assertThat(statements).hasSizeGreaterThan(AT_LEAST);
    try (Connection connection = connect()) {
      Set<String> tables = tables(connection);
      for (Sql statement : statements) {
        prepare(connection, statement, tables);
      }
    }
  }

  private void prepare(Connection connection, Sql statement, Set<String> tables) {
    String text = statement.in(dialect());
    if (text.isEmpty()) {
      return;
    }
    String whole = statement.isWhole() ? text : around(text, tables);
    try (PreparedStatement prepared = connection.prepareStatement(whole)) {
      // Some drivers ask the server only now.
      assertThat(prepared.getParameterMetaData()).isNotNull();
    } catch (SQLException e) {
      fail(statement.getClass().getName() + "." + statement + ": " + whole, e);
    }
  }

  private static String around(String part, Set<String> tables) {
    Set<String> named = new TreeSet<>();
    Matcher qualifier = QUALIFIER.matcher(part);
    while (qualifier.find()) {
      String name = qualifier.group(1);
      if (tables.contains(name)) {
        named.add(name);
      } else if (name.equals(FIRST_OF_MEMORY)) {
        named.add("memory_audit AS " + FIRST_OF_MEMORY);
      }
    }
    return named.isEmpty()
        ? "VALUES " + part
        : "SELECT " + part + " FROM " + String.join(", ", named);
  }

  private static Set<String> tables(Connection connection) throws SQLException {
    Set<String> tables = new TreeSet<>();
    try (ResultSet rows =
        connection.getMetaData().getTables(null, connection.getSchema(), "%", null)) {
      while (rows.next()) {
        tables.add(rows.getString("TABLE_NAME"));
      }
    }
    return tables;
  }

  private static List<Sql> statements() {
    List<Sql> statements = new ArrayList<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.atocore")) {
      if (type.isEnum() && type.isAssignableTo(Sql.class)) {
        for (Object constant : type.reflect().getEnumConstants()) {
          statements.add((Sql) constant);
        }
      }
    }
    return statements;
  }
}
