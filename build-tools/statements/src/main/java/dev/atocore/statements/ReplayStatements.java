package dev.atocore.statements;

import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static org.jooq.impl.DSL.select;

/** What a replay of the spool asks beside the log. */
final class ReplayStatements {
  static final Room ROOM =
      new Room("dev.atocore.audit.spool", "ReplaySql")
          .statement(
              "head",
              select(MEMORIES.VERSION, MEMORIES.AUDIT_HEAD)
                  .from(MEMORIES)
                  .where(MEMORIES.ID.eq(text())));

  private ReplayStatements() {}
}
