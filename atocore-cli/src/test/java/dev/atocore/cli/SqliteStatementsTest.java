package dev.atocore.cli;

import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.schema.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

/** The statements on SQLite. */
class SqliteStatementsTest extends StatementsContract {
  @TempDir Path folder;

  @Override
  Connection connect() throws SQLException {
    Path file = folder.resolve("store.db");
    Schema.at(file).create();
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  @Override
  SqlDialect dialect() {
    return SqlDialect.SQLITE;
  }
}
