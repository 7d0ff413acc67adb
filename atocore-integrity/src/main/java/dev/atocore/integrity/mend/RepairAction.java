package dev.atocore.integrity.mend;

import dev.atocore.audit.sql.Sql;
import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.change.MemoryRepairs;
import dev.atocore.core.text.ContentHash;
import dev.atocore.integrity.scan.Spelled;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a step of a repair does. None of them deletes anything. */
@SuppressWarnings("ImmutableEnumChecker") // Its fields are functions without state.
public enum RepairAction {
  /** A memory forgets the chunk that is not there. */
  CLEAR_SOURCE_CHUNK(
      "clear_source_chunk",
      RowImage.MEMORY,
      (repairs, step) -> repairs.clearSourceChunk(step.subject())),
  /** A newer duplicate is superseded by the oldest. */
  SUPERSEDE(
      "supersede",
      RowImage.MEMORY,
      (repairs, step) -> repairs.supersede(step.subject(), String.valueOf(step.target()))),
  /** References that no evidence is there for count as somebody's word. */
  RECOUNT("recount", RowImage.MEMORY, (repairs, step) -> repairs.recount(step.subject())),
  /** A stale candidate is rejected. */
  REJECT("reject", RowImage.MEMORY, (repairs, step) -> repairs.reject(step.subject())),
  /** A memory is taken back to its last audited image. */
  RESTORE("restore", RowImage.MEMORY, (repairs, step) -> repairs.restore(step.subject())),
  /** What a memory has become is taken into the log. */
  ADOPT("adopt", RowImage.MEMORY, (repairs, step) -> repairs.adopt(step.subject())),
  /** A project that rows name is registered. */
  REGISTER_PROJECT(
      "register_project",
      RowImage.of(MendSql.PROJECT),
      (repairs, step) -> repairs.registerProject(step.subject())),
  /** A missing document gets a placeholder, so that its chunks can be listed and removed. */
  QUARANTINE(
      "quarantine",
      RowImage.of(MendSql.DOCUMENT),
      (repairs, step) -> run(repairs, MendSql.QUARANTINE, step.subject())),
  /** The search index is made anew from the memories, in transactions of its own. */
  REBUILD_SEARCH_INDEX(
      "rebuild_search_index", RowImage.NONE, store -> store.memories().renewSearchIndex()),
  /** An index, or all those of a table, is made anew from the rows; nobody writes meanwhile. */
  REINDEX("reindex", RowImage.NONE, (repairs, step) -> run(repairs, reindex(step.subject()))),
  /** A damaged row is accepted as it is: its digest goes. */
  ACCEPT_ROW(
      "accept_row",
      RowImage.DIGESTED,
      (repairs, step) -> DigestedRow.accept(repairs.connection(), step.subject()));

  private final String word;
  private final RowImage image;
  private final Deed deed;

  RepairAction(String word, RowImage image, Work work) {
    this.word = word;
    this.image = image;
    this.deed = new Within(work);
  }

  RepairAction(String word, RowImage image, Consumer<MemoryStore> work) {
    this.word = word;
    this.image = image;
    this.deed = new Beside(work);
  }

  /** The word in plans. */
  public String word() {
    return word;
  }

  /** Whether it is no part of a transaction, since it would hold the lock for too long. */
  public boolean isBesideWriters() {
    return deed instanceof Beside;
  }

  /** Does a step, within the transaction of its repair. */
  @SuppressWarnings("exports") // For this library alone.
  public void apply(MemoryRepairs repairs, RepairStep step) throws SQLException {
    if (!(deed instanceof Within within)) {
      throw new IllegalStateException(word + " has transactions of its own");
    }
    within.work().apply(repairs, step);
  }

  /** Does what {@linkplain #isBesideWriters is no part of a transaction}. */
  @SuppressWarnings("exports") // For this library alone.
  public void applyBeside(MemoryStore store) {
    if (!(deed instanceof Beside beside)) {
      throw new IllegalStateException(word + " is part of a transaction");
    }
    beside.work().accept(store);
  }

  /** Whether one such step may mend several findings. */
  public boolean mendsMany() {
    return image.mendsMany();
  }

  /**
   * The hash of the row that such a step would touch, and of the one it relies on; empty when there
   * is none. It shows whether the row has changed since.
   */
  @SuppressWarnings("exports") // For this library alone.
  public String rowHash(SqlConnection connection, String subject, @Nullable String target)
      throws SQLException {
    String rows = image.of(connection, subject);
    if (target != null) {
      rows += RowImage.MEMORY.of(connection, target);
    }
    return rows.isEmpty() ? "" : ContentHash.of(rows);
  }

  /**
   * Whether a row is no more as planned because the step was made, by a repair that was cut off.
   *
   * @param request the request id of the entries that the repair leaves
   */
  @SuppressWarnings("exports") // For this library alone.
  public boolean isMade(SqlConnection connection, RepairStep step, String request)
      throws SQLException {
    return image.isMended(connection, step, request);
  }

  public static @Nullable RepairAction of(@Nullable String word) {
    for (RepairAction action : values()) {
      if (action.word.equals(word)) {
        return action;
      }
    }
    return null;
  }

  private static Spelled reindex(String table) {
    return new Spelled(
        "REINDEX '" + table.replace("'", "''") + "'",
        "REINDEX TABLE \"" + table.replace("\"", "\"\"") + "\"");
  }

  private static void run(MemoryRepairs repairs, Sql sql, String... values) throws SQLException {
    Connection connection = repairs.connection();
    try (PreparedStatement statement =
        connection.prepareStatement(sql.in(SqlDialect.of(connection)))) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private sealed interface Deed {}

  /** In the transaction of its repair. */
  private record Within(Work work) implements Deed {}

  /** In transactions of its own. */
  private record Beside(Consumer<MemoryStore> work) implements Deed {}

  @FunctionalInterface
  private interface Work {
    void apply(MemoryRepairs repairs, RepairStep step) throws SQLException;
  }
}
