package dev.atocore.statements;

import java.util.Locale;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderKeywordCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Writes a room as the source of an enum. The same room gives the same bytes each time. */
final class Renderer {
  private static final Settings SETTINGS =
      new Settings()
          .withRenderQuotedNames(RenderQuotedNames.NEVER)
          .withRenderKeywordCase(RenderKeywordCase.UPPER)
          .withExecuteLogging(false);

  private static final DSLContext SQLITE = DSL.using(SQLDialect.SQLITE, SETTINGS);
  private static final DSLContext POSTGRESQL = DSL.using(SQLDialect.POSTGRES, SETTINGS);

  private Renderer() {}

  static String source(Room room) {
    StringBuilder constants = new StringBuilder();
    for (Room.Entry entry : room.entries()) {
      constants.append(constants.isEmpty() ? "" : ",\n").append(constant(room, entry));
    }
    return """
    package %1$s;

    import dev.atocore.audit.sql.Sql;
    import dev.atocore.audit.sql.SqlDialect;

    /** Rendered from the catalogue in build-tools/statements. */
    %2$senum %3$s implements Sql {
    %4$s;

      private final boolean whole;
      private final String sqlite;
      private final String postgresql;

      %3$s(boolean whole, String sqlite, String postgresql) {
        this.whole = whole;
        this.sqlite = sqlite;
        this.postgresql = postgresql;
      }

      @Override
      public String in(SqlDialect dialect) {
        return dialect == SqlDialect.SQLITE ? sqlite : postgresql;
      }

      @Override
      public boolean isWhole() {
        return whole;
      }
    }
    """
        .formatted(room.packageName(), room.isOpen() ? "public " : "", room.enumName(), constants);
  }

  private static String constant(Room room, Room.Entry entry) {
    String where = room.enumName() + "." + entry.name();
    String sqlite = render(SQLITE, entry.part());
    String postgresql = render(POSTGRESQL, entry.part());
    if (places(sqlite) != places(postgresql)) {
      throw new IllegalStateException(where + " does not take the same values in each database");
    }
    requireOnePlace(where, sqlite);
    String name = entry.name().toUpperCase(Locale.ROOT);
    return "  %s(%s, %s, %s)"
        .formatted(name, entry.kind() != Room.Kind.PART, literal(sqlite), literal(postgresql));
  }

  private static void requireOnePlace(String where, String sql) {
    int first = sql.indexOf(Parts.MORE);
    if (first >= 0 && sql.indexOf(Parts.MORE, first + 1) >= 0) {
      throw new IllegalStateException(where + " has two places for more conditions");
    }
  }

  /** Without the quotes that jOOQ puts around SQLite's words: none of them is reserved. */
  private static String render(DSLContext context, QueryPart part) {
    String sql = context.render(part);
    return context == SQLITE ? sql.replace("\"", "") : sql;
  }

  private static long places(String sql) {
    return sql.chars().filter(c -> c == '?').count();
  }

  private static String literal(@Nullable String text) {
    return '"' + String.valueOf(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
