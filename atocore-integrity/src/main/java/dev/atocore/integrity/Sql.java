package dev.atocore.integrity;

import dev.atocore.core.MemoryStatus;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * Writes the queries of the checks. jOOQ gives the text, once; it runs as a plain prepared
 * statement, so that rows stream.
 */
final class Sql {
  static final DSLContext SQL =
      DSL.using(
          SQLDialect.SQLITE,
          new Settings()
              .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
              .withExecuteLogging(false));

  /** Becomes a {@code ?}. */
  static final Field<String> TEXT = DSL.param("text", "");

  /** Becomes a {@code ?}. */
  static final Field<Long> NUMBER = DSL.param("number", 0L);

  private Sql() {}

  static String text(Query query) {
    return query.getSQL();
  }

  static Field<String> word(MemoryStatus status) {
    return DSL.inline(status.word());
  }

  /** Neither null nor empty: some programs write an empty text for none. */
  static Condition given(Field<String> reference) {
    return reference.gt(DSL.inline(""));
  }
}
