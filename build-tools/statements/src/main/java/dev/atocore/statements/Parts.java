package dev.atocore.statements;

import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;

import dev.atocore.statements.schema.tables.MemoryAudit;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.QueryPart;
import org.jooq.RowN;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.CustomCondition;
import org.jooq.impl.CustomField;
import org.jooq.impl.CustomQueryPart;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Parts that the statements have in common, and what jOOQ has no words for. */
final class Parts {
  /** How {@link #more()} is rendered; nothing else is. */
  static final String MORE = "TRUE";

  /** A text of {@link #wanted()}. */
  static final Field<String> WANTED = DSL.field("wanted.value", String.class);

  /** The one column of an inner query. */
  static final Field<Long> FOUND = DSL.field(DSL.name("found"), Long.class);

  private Parts() {}

  /** The place for a text. */
  static Param<String> text() {
    return DSL.param("text", String.class);
  }

  /** The place for a whole number. */
  static Param<Long> number() {
    return DSL.param("number", Long.class);
  }

  /** The place for a number. */
  static Param<Double> real() {
    return DSL.param("real", Double.class);
  }

  /** The place for bytes. */
  static Param<byte[]> bytes() {
    return DSL.param("bytes", byte[].class);
  }

  /** The place for a value of each of those columns. */
  static RowN valuesOf(List<? extends Field<?>> columns) {
    List<Param<?>> places = new ArrayList<>();
    for (Field<?> column : columns) {
      places.add(DSL.param(column.getName(), column.getType()));
    }
    return DSL.row(places);
  }

  /** Those columns and another. */
  static List<Field<?>> with(List<Field<?>> columns, Field<?> another) {
    List<Field<?>> all = new ArrayList<>(columns);
    all.add(another);
    return all;
  }

  /** Where the conditions go that are only known at run time; without any it is true. */
  static Condition more() {
    return CustomCondition.of(context -> context.sql(MORE));
  }

  /** A condition as a number, for a column that is read as one: 1 or 0. */
  static Field<Integer> flag(Condition condition) {
    return CustomField.of(
        "flag",
        SQLDataType.INTEGER,
        context ->
            context.visit(
                context.dialect() == SQLDialect.SQLITE
                    ? DSL.field(condition)
                    : DSL.when(condition, DSL.inline(1)).otherwise(DSL.inline(0))));
  }

  /**
   * Whether some value is of another storage class than the column's type: SQLite keeps any value
   * in any column, and the same bytes as a blob are found by no comparison with a text. By
   * comparisons where that can be, as numbers come before texts and those before blobs: {@code
   * typeof} costs several times as much, and so does {@code OR} for a value instead of a case,
   * which would end in null for a row that has a null.
   */
  static Condition misplaced(List<? extends Field<?>> columns) {
    return CustomCondition.of(
        context -> {
          if (context.dialect() != SQLDialect.SQLITE) {
            context.sql("FALSE");
            return;
          }
          String separator = "CASE WHEN ";
          for (Field<?> column : columns) {
            context.sql(separator);
            // The sign keeps SQLite from converting a side to the type of the column.
            if (column.getType() == String.class) {
              // No number is in such a column: SQLite makes it a text.
              context.sql('+').visit(column).sql(" >= x''");
            } else if (column.getType() == byte[].class) {
              context.sql('+').visit(column).sql(" < x''");
            } else {
              String whole = column.getType() == Double.class ? "real" : "integer";
              context.sql("typeof(").visit(column).sql(") <> '" + whole + "'");
            }
            separator = " OR ";
          }
          context.sql(" THEN 1 ELSE 0 END");
        });
  }

  /**
   * The column, but SQLite takes no index of it: its planner would choose a worse one than is there
   * for another column.
   */
  static <T> Field<T> noIndex(Field<T> column) {
    return CustomField.of(
        column.getName(),
        column.getDataType(),
        context -> {
          if (context.dialect() == SQLDialect.SQLITE) {
            context.sql('+');
          }
          context.visit(column);
        });
  }

  /** Neither null nor empty: some programs write an empty text for none. */
  static Condition given(Field<String> reference) {
    return reference.gt(DSL.inline(""));
  }

  /** An entry after that number is about the memory. */
  static Condition changedLately(Field<String> memoryId) {
    MemoryAudit entry = MEMORY_AUDIT.as("c");
    return memoryId.in(DSL.select(entry.MEMORY_ID).from(entry).where(entry.ID.gt(number())));
  }

  /** The texts in a JSON array, as a table. */
  static Table<?> wanted() {
    return table(
        "json_each(?) AS wanted", "json_array_elements_text(CAST(? AS json)) AS wanted (value)");
  }

  /** A table in the words of each database. */
  static Table<?> table(String sqlite, String postgresql) {
    return DSL.table(
        "{0}",
        CustomQueryPart.of(
            context -> context.sql(context.dialect() == SQLDialect.SQLITE ? sqlite : postgresql)));
  }

  /**
   * The digest of a row, and the type and the bytes of each column that it is of. In PostgreSQL the
   * type is the column's, and bytes are made of a value as SQLite would.
   */
  static List<Field<?>> stored(Field<?> digest, Field<?>... columns) {
    List<Field<?>> stored = new ArrayList<>();
    stored.add(digest);
    for (Field<?> column : columns) {
      boolean bytes = column.getType() == byte[].class;
      String type = bytes ? "blob" : column.getType() == String.class ? "text" : "integer";
      stored.add(
          either(
              column, "typeof({0})", "CASE WHEN {0} IS NULL THEN 'null' ELSE '" + type + "' END"));
      stored.add(
          either(
              column,
              "CAST({0} AS BLOB)",
              bytes ? "{0}" : "convert_to(CAST({0} AS text), 'UTF8')"));
    }
    return stored;
  }

  /** An expression of a column in the words of each database. */
  static Field<String> either(Field<?> column, String sqlite, String postgresql) {
    return CustomField.of(
        column.getName(),
        SQLDataType.CLOB,
        context ->
            context.visit(
                DSL.field(context.dialect() == SQLDialect.SQLITE ? sqlite : postgresql, column)));
  }

  /** One of two parts, by the database. */
  static QueryPart either(QueryPart sqlite, QueryPart postgresql) {
    return CustomQueryPart.of(
        context -> context.visit(context.dialect() == SQLDialect.SQLITE ? sqlite : postgresql));
  }

  /** How many bytes the value has. */
  static Field<Long> octets(Field<?> column) {
    return DSL.function("octet_length", SQLDataType.BIGINT, column);
  }
}
