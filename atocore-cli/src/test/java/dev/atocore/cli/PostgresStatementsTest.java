package dev.atocore.cli;

import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

/** The statements on PostgreSQL, whose server also checks the types. */
class PostgresStatementsTest extends StatementsContract {
  @TempDir Path folder;

  @Override
  Connection connect() throws SQLException {
    String url = PostgresServer.newSchema();
    Schema.at(new StoreUrl(url, folder)).create();
    return DriverManager.getConnection(url);
  }

  @Override
  SqlDialect dialect() {
    return SqlDialect.POSTGRESQL;
  }
}
