package dev.atocore.core.change;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.access.Act;
import dev.atocore.core.access.Policy;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.image.Image;
import dev.atocore.core.memory.MemoryTable;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.store.SqlWork;
import dev.atocore.core.text.TextRules;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the policy of a principal, with the memory that is meant, in the transaction of the act:
 * nobody can move the memory between the question and the act.
 */
public final class Guard {
  private final Policy policy;
  private final Transactions transactions;
  private final Mutator mutator;

  /** That of a principal. */
  public Guard(Policy policy, Transactions transactions, Mutator mutator) {
    this.policy = policy;
    this.transactions = transactions;
    this.mutator = mutator;
  }

  /** One change to one memory, signed, if the policy allows it and what comes of it. */
  public Mutation change(
      Act act, String id, Change change, SqlWork<AuditedTransaction, Mutation> step) {
    return mutator.once(policy.sign(change), guarded(act, id, step));
  }

  /** The same change of status. */
  public Mutation move(Act act, String id, MemoryStatus from, MemoryStatus to, Change change) {
    return change(act, id, change, by -> MemoryChanges.moveTo(by, id, from, to));
  }

  /** What the change would do, with every check. Writes nothing. */
  public Mutation rehearse(
      Act act, String id, Change change, SqlWork<AuditedTransaction, Mutation> step) {
    return mutator.rehearse(policy.sign(change), guarded(act, id, step));
  }

  /**
   * What an entry of a memory says it was.
   *
   * @param without what to say when there is no such entry, or it is not theirs
   */
  public Memory past(
      String id, SqlWork<StoreConnection, Optional<AuditEntry>> read, String without) {
    return MemoryChanges.soundImage(
        transactions
            .read(
                connection ->
                    sees(connection, id)
                        ? read.run(connection).filter(entry -> seesImage(entry.after()))
                        : Optional.<AuditEntry>empty())
            .orElseThrow(() -> new NotFoundException(without)));
  }

  /**
   * Checks that the memory is there for the principal.
   *
   * @throws NotFoundException if it is not
   */
  public void requireSeen(StoreConnection connection, String id) throws SQLException {
    if (!sees(connection, id)) {
      throw unknown(id);
    }
  }

  private SqlWork<AuditedTransaction, Mutation> guarded(
      Act act, String id, SqlWork<AuditedTransaction, Mutation> step) {
    if (!policy.mustLook(act)) {
      return step;
    }
    return transaction -> {
      StoredMemory stored = transaction.find(id);
      Memory memory = stored == null ? null : stored.memory();
      if (memory == null || !policy.sees(memory)) {
        throw unknown(id);
      }
      policy.require(act, memory, maker(transaction.connection(), id));
      Mutation done = step.run(transaction);
      policy.requireInside(done.memory());
      return done;
    };
  }

  /**
   * Whether the memory, or what the log last knew of it, is there for the principal. What it once
   * was says nothing.
   */
  public boolean sees(StoreConnection connection, String id) throws SQLException {
    if (!policy.scope().bound()) {
      return true;
    }
    StoredMemory stored = MemoryTable.find(connection, id);
    if (stored != null) {
      return policy.sees(stored.memory());
    }
    return connection.audit().findNewest(id).filter(this::sees).isPresent();
  }

  /** Tells whether what an entry led to is there for the principal, and the memory still is. */
  public SqlWork<AuditEntry, Boolean> past(StoreConnection connection) {
    return policy.scope().bound()
        ? entry -> seesImage(entry.after()) && sees(connection, entry.memoryId())
        : entry -> true;
  }

  /**
   * Whether an entry is there for the principal: all that it says is of memories that they see. Of
   * an erased one the log still knows the project and the user.
   */
  public boolean sees(AuditEntry entry) {
    if (!policy.scope().bound()) {
      return true;
    }
    if (entry.before() == null && entry.after() == null) {
      return policy.scope().holds(entry.project(), entry.attribution().userId());
    }
    return seesImage(entry.before()) && seesImage(entry.after());
  }

  private boolean seesImage(@Nullable String json) {
    if (json == null || !policy.scope().bound()) {
      return true;
    }
    Image image = Image.of(json);
    return policy.scope().holds(image.text("project"), image.text("user_id"));
  }

  private static @Nullable String maker(StoreConnection connection, String id) {
    Optional<AuditEntry> first = connection.audit().find(id, 1);
    return first.map(AuditEntry::actor).orElse(null);
  }

  /** What is said of a memory that is not there, and of one that is not theirs. */
  public static NotFoundException unknown(String id) {
    return new NotFoundException("there is no memory " + TextRules.quote(id));
  }
}
