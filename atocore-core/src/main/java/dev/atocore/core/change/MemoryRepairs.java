package dev.atocore.core.change;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.core.error.IllegalTransitionException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.image.Image;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.text.TextRules;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes that mend what other programs did to memories. All that one call of {@link
 * Memories#repair} does is one transaction, and every change is audited. They may change memories
 * that otherwise no longer change. Their entries start from what was found, not from what the entry
 * before left, and the checks know them by a request id with {@link Change#REPAIR_PREFIX}, which
 * nothing else writes.
 */
public final class MemoryRepairs {
  private final AuditedTransaction transaction;

  public MemoryRepairs(AuditedTransaction transaction) {
    this.transaction = transaction;
    String request = transaction.change().requestId();
    transaction.beginRepair(requestId(request == null ? UUID.randomUUID().toString() : request));
  }

  /** The transaction's connection, for reading and for what is no memory. */
  public Connection connection() throws SQLException {
    return transaction.connection().jdbc();
  }

  /** The same with the statements that are kept prepared on it. */
  public SqlConnection sql() throws SQLException {
    return transaction.connection().sql();
  }

  /** Whether the rest of a long repair should go into another transaction. */
  public boolean isSliceOver() {
    return transaction.isSliceOver();
  }

  /** The request id of the entries that it leaves. */
  public static String requestId(String repair) {
    return Change.REPAIR_PREFIX + repair;
  }

  /** Forgets the chunks that a memory cites and that neither are there nor were followed. */
  public Mutation clearSourceChunk(String id) throws SQLException {
    StoredMemory stored = transaction.require(id);
    Memory memory = stored.memory();
    List<String> left = new ArrayList<>();
    for (String chunk : memory.sourceChunkIds()) {
      if (transaction.evidence().leadsOn(memory, chunk)) {
        left.add(chunk);
      }
    }
    return transaction.update(
        stored,
        memory.toBuilder().sourceChunkIds(left).build(),
        AuditAction.UPDATED,
        transaction.change().note());
  }

  /** Counts as somebody's word what the evidence of a memory falls short of its references. */
  public void recount(String id) throws SQLException {
    transaction.evidence().settled(transaction.require(id).memory());
  }

  /** Registers a project that rows name, unless it is there. */
  public void registerProject(String id) throws SQLException {
    transaction.registerProject(id);
  }

  /** Replaces an active memory by a living one. */
  public Mutation supersede(String id, String by) throws SQLException {
    return MemoryChanges.supersede(transaction, id, by);
  }

  /** Turns a candidate down. */
  public Mutation reject(String id) throws SQLException {
    return MemoryChanges.moveTo(transaction, id, MemoryStatus.CANDIDATE, MemoryStatus.INVALID);
  }

  /**
   * Takes into the log what the row has become without it, as a new version after the newest entry.
   * A row that the log does not know is taken in as created.
   *
   * @throws IllegalTransitionException if the row holds words that AtoCore does not know, or its
   *     newest entries are missing
   */
  public Mutation adopt(String id) throws SQLException {
    StoredMemory stored = transaction.require(id);
    Memory row = stored.memory();
    if (row.knownStatus().isEmpty() || row.knownType().isEmpty()) {
      throw new IllegalTransitionException(
          "memory " + id + " has an unknown type or status and cannot be taken into the log");
    }
    AuditEntry newest = newest(id);
    if (newest == null) {
      return transaction.settle(stored, null, null, row, AuditAction.CREATED, note("adopted"));
    }
    if (newest.version() < row.version()) {
      throw new IllegalTransitionException(
          "the newest entries of memory " + id + " are missing; run 'atocore audit replay'");
    }
    return transaction.settle(
        stored, newest, image(newest), row, AuditAction.UPDATED, note("adopted"));
  }

  /**
   * Takes a memory back to what its newest entry says, as a new version; a row that is gone comes
   * back.
   *
   * @throws IllegalTransitionException if that entry was altered, erased or is older than the row
   * @throws NotFoundException if the log does not know the memory
   */
  public Mutation restore(String id) throws SQLException {
    AuditEntry newest = newest(id);
    if (newest == null) {
      throw new NotFoundException("the log does not know memory " + TextRules.quote(id));
    }
    StoredMemory stored = transaction.find(id);
    if (!newest.computeHash().equals(newest.hash())
        || (stored != null && stored.memory().version() > newest.version())) {
      throw new IllegalTransitionException(
          "the newest entry of memory " + id + " does not say how it was");
    }
    return transaction.settle(
        stored,
        newest,
        stored == null ? null : stored.memory(),
        image(newest),
        AuditAction.REVERTED,
        note("restored from version " + newest.version()));
  }

  private @Nullable AuditEntry newest(String id) throws SQLException {
    return transaction.connection().audit().findNewest(id).orElse(null);
  }

  private static Memory image(AuditEntry entry) {
    String image = entry.after();
    if (image == null) {
      throw new IllegalTransitionException(
          "version " + entry.version() + " of memory " + entry.memoryId() + " was erased");
    }
    return Image.of(image).toMemory();
  }

  private String note(String what) {
    String note = transaction.change().note();
    return note == null ? what : note + " (" + what + ")";
  }
}
