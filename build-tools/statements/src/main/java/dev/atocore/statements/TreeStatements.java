package dev.atocore.statements;

import static dev.atocore.statements.Parts.bytes;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.octets;
import static dev.atocore.statements.Parts.valuesOf;
import static dev.atocore.statements.schema.Tables.AUDIT_SEALED;
import static dev.atocore.statements.schema.Tables.AUDIT_TILE;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectJoinStep;

/** The sealed tree. */
final class TreeStatements {
  private static final List<Field<?>> TILE =
      List.of(AUDIT_TILE.LEVEL, AUDIT_TILE.TILE, AUDIT_TILE.HASHES, AUDIT_TILE.ROW_DIGEST);

  /** In the order that a run is read and written. */
  private static final List<Field<?>> RUN =
      List.of(
          AUDIT_SEALED.FIRST_LEAF,
          AUDIT_SEALED.FIRST_ID,
          AUDIT_SEALED.ENTRIES,
          AUDIT_SEALED.ROW_DIGEST);

  static final Room ROOM =
      new Room("dev.atocore.audit.seal", "TreeSql")
          .statement(
              "last_leaves",
              select(AUDIT_TILE.TILE, octets(AUDIT_TILE.HASHES))
                  .from(AUDIT_TILE)
                  .where(AUDIT_TILE.LEVEL.eq(inline(0L)))
                  .orderBy(AUDIT_TILE.TILE.desc())
                  .limit(inline(1)))
          .statement(
              "read_tile",
              select(AUDIT_TILE.HASHES, AUDIT_TILE.ROW_DIGEST)
                  .from(AUDIT_TILE)
                  .where(AUDIT_TILE.LEVEL.eq(number()))
                  .and(AUDIT_TILE.TILE.eq(number())))
          .statement(
              "put_tile",
              insertInto(AUDIT_TILE)
                  .columns(TILE)
                  .valuesOfRows(valuesOf(TILE))
                  .onConflict(AUDIT_TILE.LEVEL, AUDIT_TILE.TILE)
                  .doUpdate()
                  .set(AUDIT_TILE.HASHES, excluded(AUDIT_TILE.HASHES))
                  .set(AUDIT_TILE.ROW_DIGEST, excluded(AUDIT_TILE.ROW_DIGEST)))
          .statement("runs_in_leaf_order", runs().orderBy(AUDIT_SEALED.FIRST_LEAF))
          .statement("runs_in_id_order", runs().orderBy(AUDIT_SEALED.FIRST_ID))
          .statement(
              "run_before",
              runs()
                  .where(AUDIT_SEALED.FIRST_ID.le(number()))
                  .orderBy(AUDIT_SEALED.FIRST_ID.desc())
                  .limit(inline(1)))
          .statement("last_run", runs().orderBy(AUDIT_SEALED.FIRST_LEAF.desc()).limit(inline(1)))
          .statement(
              "lengthen_run",
              update(AUDIT_SEALED)
                  .set(AUDIT_SEALED.ENTRIES, number())
                  .set(AUDIT_SEALED.ROW_DIGEST, bytes())
                  .where(AUDIT_SEALED.FIRST_LEAF.eq(number())))
          .statement(
              "insert_run", insertInto(AUDIT_SEALED).columns(RUN).valuesOfRows(valuesOf(RUN)));

  private TreeStatements() {}

  private static SelectJoinStep<Record> runs() {
    return select(RUN).from(AUDIT_SEALED);
  }
}
