package dev.atocore.statements;

import static dev.atocore.statements.schema.Tables.MEMORIES;

import org.jooq.Condition;
import org.jooq.SQLDialect;
import org.jooq.impl.CustomCondition;

/**
 * What a filter asks of a memory's metadata: that a name is there, with a value as people write it.
 * In SQLite another program may have written what is no JSON, which has no names.
 */
final class MetadataCondition {
  private static final String SQLITE =
      "EXISTS (SELECT 1 FROM json_each(CASE WHEN json_valid({0}) THEN {0} END) AS said"
          + " WHERE said.key = ?";
  private static final String SQLITE_TEXT =
      "CASE said.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false'"
          + " ELSE CAST(said.atom AS TEXT) END = ?";
  private static final String POSTGRESQL =
      "EXISTS (SELECT 1 FROM json_each(CASE WHEN atocore_is_json({0}) THEN CAST({0} AS json) END)"
          + " AS said WHERE said.key = ?";
  private static final String POSTGRESQL_TEXT = "said.value #>> '{}' = ?";

  private MetadataCondition() {}

  /** A name is there. */
  static Condition present() {
    return either(SQLITE + ")", POSTGRESQL + ")");
  }

  /** A name is there with that value, as a text. */
  static Condition text() {
    return either(
        SQLITE + " AND " + SQLITE_TEXT + ")", POSTGRESQL + " AND " + POSTGRESQL_TEXT + ")");
  }

  /** A name is there with that value, as a text or as a number. */
  static Condition number() {
    return either(
        SQLITE
            + " AND ("
            + SQLITE_TEXT
            + " OR (said.type IN ('integer', 'real') AND said.atom = ?)))",
        POSTGRESQL
            + " AND ("
            + POSTGRESQL_TEXT
            + " OR (json_typeof(said.value) = 'number'"
            + " AND CAST(said.value #>> '{}' AS double precision) = ?)))");
  }

  private static Condition either(String sqlite, String postgresql) {
    return CustomCondition.of(
        context -> {
          String column = context.render(MEMORIES.METADATA);
          boolean isSqlite = context.dialect() == SQLDialect.SQLITE;
          context.sql((isSqlite ? sqlite : postgresql).replace("{0}", column));
        });
  }
}
