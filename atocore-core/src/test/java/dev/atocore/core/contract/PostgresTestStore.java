package dev.atocore.core.contract;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A store in a schema of its own. */
record PostgresTestStore(StoreUrl location) implements TestStore {
  private static final String WITHOUT_GUARDS =
      """
      DO $$
      DECLARE t regclass;
      BEGIN
        FOR t IN SELECT oid FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname LIKE '%audit%' LOOP
          EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', t);
        END LOOP;
      END
      $$
      """;

  /**
   * An empty place.
   *
   * @param state for what lies beside a store that is a file
   */
  static PostgresTestStore in(Path state) {
    return new PostgresTestStore(new StoreUrl(PostgresServer.newSchema(), state));
  }

  @Override
  public MemoryStore open() {
    return MemoryStore.open(StoreOptions.of(location));
  }

  @Override
  public TestStore another(String name) {
    Path state = location.state();
    return in(state == null ? Path.of(name) : state.resolve(name));
  }

  @Override
  public void asOtherProgram(String... statements) {
    try (Connection connection = DriverManager.getConnection(location.url());
        Statement sql = connection.createStatement()) {
      sql.execute(WITHOUT_GUARDS);
      // Without foreign keys, as a program at a file is.
      sql.execute("SET session_replication_role = replica");
      for (String statement : statements) {
        sql.executeUpdate(statement);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
