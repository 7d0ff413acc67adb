package dev.atocore.statements;

import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.valuesOf;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** The list of applied migrations, whose table is no part of any migration. */
final class SchemaStatements {
  private static final Table<Record> MIGRATIONS = table(name("schema_migrations"));
  private static final Field<Long> VERSION = field(name("version"), Long.class);

  /** In the order that a step is read and written. */
  private static final List<Field<?>> STEP =
      List.of(
          VERSION,
          field(name("name"), String.class),
          field(name("checksum"), String.class),
          field(name("applied_at"), String.class));

  static final Room ROOM =
      new Room("dev.atocore.core.schema", "SchemaSql")
          .statement("applied", select(STEP).from(MIGRATIONS).orderBy(VERSION))
          .statement("checksum", select(STEP.get(2)).from(MIGRATIONS).where(VERSION.eq(number())))
          .statement("insert", insertInto(MIGRATIONS).columns(STEP).valuesOfRows(valuesOf(STEP)))
          .statement("delete", deleteFrom(MIGRATIONS).where(VERSION.eq(number())));

  private SchemaStatements() {}
}
