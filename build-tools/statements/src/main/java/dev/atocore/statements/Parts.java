package dev.atocore.statements;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.RowN;
import org.jooq.SQLDialect;
import org.jooq.impl.CustomCondition;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Parts that the statements have in common, and what jOOQ has no words for. */
final class Parts {
  /** How {@link #more()} is rendered; nothing else is. */
  static final String MORE = "TRUE";

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

  /** How many bytes the value has. */
  static Field<Long> octets(Field<?> column) {
    return DSL.function("octet_length", SQLDataType.BIGINT, column);
  }
}
