package dev.atocore.statements;

import static dev.atocore.statements.Parts.flag;
import static dev.atocore.statements.Parts.misplaced;
import static dev.atocore.statements.Parts.more;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;

import dev.atocore.statements.schema.tables.MemoryAudit;
import java.util.List;
import org.jooq.Field;

/** The chains of the log, for who verifies them. */
final class ChainStatements {
  private static final MemoryAudit ENTRY = MEMORY_AUDIT;

  /** In the order that a raw entry is read. */
  private static final List<Field<?>> RAW =
      List.of(
          ENTRY.ID,
          ENTRY.VERSION,
          ENTRY.MEMORY_ID,
          ENTRY.ACTION,
          ENTRY.ACTOR,
          ENTRY.PROJECT,
          ENTRY.TIMESTAMP,
          ENTRY.REQUEST_ID,
          ENTRY.PREV_HASH,
          ENTRY.HASH,
          ENTRY.SALT,
          ENTRY.BEFORE_JSON,
          ENTRY.AFTER_JSON,
          ENTRY.NOTE,
          // Each value costs a call into the database: all in one.
          flag(coalesce(ENTRY.BEFORE_DIGEST, ENTRY.AFTER_DIGEST, ENTRY.NOTE_DIGEST).isNotNull())
              .plus(
                  flag(misplaced(EntryStatements.NEW.subList(1, EntryStatements.NEW.size())))
                      .times(inline(2)))
              .plus(flag(EntryStatements.ATTRIBUTED).times(inline(4))),
          ENTRY.BEFORE_DIGEST,
          ENTRY.AFTER_DIGEST,
          ENTRY.NOTE_DIGEST,
          ENTRY.ON_BEHALF_OF,
          ENTRY.USER_ID,
          ENTRY.AGENT_ID,
          ENTRY.RUN_ID);

  static final Room ROOM =
      new Room("dev.atocore.audit.verify", "ChainSql")
          .statement("ends", select(min(ENTRY.ID), max(ENTRY.ID)).from(ENTRY))
          .statement(
              "chains",
              select(RAW)
                  .from(ENTRY)
                  .where(more())
                  .orderBy(ENTRY.MEMORY_ID, ENTRY.VERSION, ENTRY.ID))
          .statement(
              "memory_from",
              select(ENTRY.MEMORY_ID)
                  .from(ENTRY)
                  .where(ENTRY.ID.ge(number()))
                  .orderBy(ENTRY.ID)
                  .limit(inline(1)))
          .part("chain_of", ENTRY.MEMORY_ID.eq(text()))
          .part("chains_before", ENTRY.MEMORY_ID.lt(text()))
          .part("chains_from", ENTRY.MEMORY_ID.ge(text()));

  private ChainStatements() {}
}
