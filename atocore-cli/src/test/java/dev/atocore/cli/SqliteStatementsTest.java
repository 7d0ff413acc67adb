package dev.atocore.cli;

import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.db.Schema;
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
    Schema.create(file);
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  @Override
  SqlDialect dialect() {
    return SqlDialect.SQLITE;
  }
}
