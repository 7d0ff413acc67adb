package dev.atocore.core.change;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.error.ConflictException;
import dev.atocore.core.error.IllegalTransitionException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.image.Image;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Draft;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.SourceChunks;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The changes to a single memory, each as a step inside a transaction, so that one-off and bulk
 * changes share them.
 */
public final class MemoryChanges {
  private MemoryChanges() {}

  public static Memory create(AuditedTransaction transaction, NewMemory memory)
      throws SQLException {
    return transaction.insert(Draft.of(memory), transaction.change().is(Change.Term.AGAIN));
  }

  public static Mutation update(AuditedTransaction transaction, String id, MemoryPatch patch)
      throws SQLException {
    StoredMemory stored = transaction.require(id);
    Memory wanted = patch.applyTo(stored.memory());
    // Also for a change of nothing: a memory that no longer changes is told so.
    AuditAction action = Transition.verb(stored.memory(), wanted);
    if (wanted.equals(stored.memory())) {
      return new Mutation(stored.memory(), null);
    }
    Change change = transaction.change();
    String note =
        stored.memory().says(wanted.type(), wanted.content(), wanted.project(), wanted.owner())
            ? change.note()
            : transaction.refusals().pass(wanted, change.is(Change.Term.AGAIN));
    return transaction.update(stored, wanted, action, note);
  }

  public static Mutation moveTo(
      AuditedTransaction transaction, String id, MemoryStatus from, MemoryStatus to)
      throws SQLException {
    StoredMemory stored = transaction.require(id);
    requireStatus(stored.memory(), from, to);
    return transaction.update(
        stored, stored.memory().withStatus(to, stored.memory().supersededBy()));
  }

  public static Mutation supersede(AuditedTransaction transaction, String id, String by)
      throws SQLException {
    StoredMemory stored = transaction.require(id);
    if (id.equals(by)) {
      throw new InvalidInputException("memory " + id + " cannot supersede itself");
    }
    StoredMemory successor = transaction.find(by);
    if (successor == null) {
      throw new NotFoundException(
          "there is no memory " + TextRules.quote(by) + " to supersede " + id);
    }
    if (!successor.memory().living()) {
      throw new IllegalTransitionException(
          "memory " + by + " is " + successor.memory().status() + " and cannot supersede another");
    }
    requireStatus(stored.memory(), MemoryStatus.ACTIVE, MemoryStatus.SUPERSEDED);
    return transaction.update(stored, stored.memory().withStatus(MemoryStatus.SUPERSEDED, by));
  }

  public static Mutation reinforce(AuditedTransaction transaction, String id, double delta)
      throws SQLException {
    return reinforce(transaction, transaction.require(id), delta);
  }

  private static Mutation reinforce(
      AuditedTransaction transaction, StoredMemory stored, double delta) throws SQLException {
    Memory memory = stored.memory();
    return transaction.update(stored, referred(memory, delta, Times.format(Instant.now())));
  }

  /**
   * A document vouches for a memory, once.
   *
   * @return whether it did; not so when it, or a copy of it, has done so before
   */
  public static boolean vouch(
      AuditedTransaction transaction,
      StoredMemory stored,
      String documentId,
      String chunkId,
      double delta)
      throws SQLException {
    Memory memory = stored.memory();
    EvidenceBook evidence = transaction.evidence();
    if (evidence.hasSpoken(memory, documentId, chunkId)) {
      return false;
    }
    String now = Times.format(Instant.now());
    Memory wanted =
        referred(memory, delta, now).toBuilder()
            .sourceChunkIds(SourceChunks.with(memory.sourceChunkIds(), chunkId))
            .build();
    evidence.vouch(memory, documentId, chunkId, now);
    String note = transaction.change().note();
    transaction.update(
        stored,
        wanted,
        Transition.verb(memory, wanted),
        note == null ? "mentioned by chunk " + chunkId : note);
    return true;
  }

  private static Memory referred(Memory memory, double delta, String at) {
    if (!(delta >= 0 && delta <= 1)) {
      throw new InvalidInputException("delta is " + delta + ", not between 0 and 1");
    }
    return memory.withReference(
        TextRules.requireConfidence(Math.min(1.0, memory.confidence() + delta)), at);
  }

  public static Mutation revert(AuditedTransaction transaction, String id, long version)
      throws SQLException {
    StoredMemory stored = transaction.require(id);
    Memory memory = stored.memory();
    if (version == memory.version()) {
      return new Mutation(memory, null);
    }
    AuditEntry entry =
        transaction
            .connection()
            .audit()
            .find(id, version)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "memory " + id + " has no version " + version + " in the log"));
    Memory wanted = memory.revertedTo(soundImage(entry));
    if (wanted.equals(memory)) {
      return new Mutation(memory, null);
    }
    String note = transaction.change().note();
    return transaction.update(
        stored, wanted, AuditAction.REVERTED, note == null ? "to version " + version : note);
  }

  public static Mutation restore(AuditedTransaction transaction, String id) throws SQLException {
    if (transaction.find(id) != null) {
      throw new ConflictException(
          "memory " + id + " has its row; 'memory revert' takes it back to an earlier version");
    }
    AuditEntry newest =
        transaction
            .connection()
            .audit()
            .findNewest(id)
            .orElseThrow(
                () -> new NotFoundException("the log knows no memory " + TextRules.quote(id)));
    Memory image = soundImage(newest);
    String note = transaction.change().note();
    return transaction.settle(
        null, newest, image, image, AuditAction.REVERTED, note == null ? "restored" : note);
  }

  /** What an entry says its memory became, if nobody altered or erased it. */
  public static Memory soundImage(AuditEntry entry) {
    String image = entry.after();
    if (image == null) {
      throw NotFoundException.erased(
          "version " + entry.version() + " of memory " + entry.memoryId(), entry);
    }
    if (!entry.computeHash().equals(entry.hash())) {
      throw new IllegalTransitionException(
          "entry "
              + entry.id()
              + " of version "
              + entry.version()
              + " was altered; run 'atocore audit verify "
              + entry.memoryId()
              + "'");
    }
    return Image.of(image).toMemory();
  }

  private static void requireStatus(Memory memory, MemoryStatus from, MemoryStatus to) {
    if (!memory.is(from)) {
      throw new IllegalTransitionException(
          "memory "
              + memory.id()
              + " is "
              + memory.status()
              + ", not "
              + from.word()
              + ", and cannot become "
              + to.word()
              + " this way");
    }
  }
}
