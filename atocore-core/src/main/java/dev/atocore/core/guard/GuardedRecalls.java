package dev.atocore.core.guard;

import dev.atocore.core.access.Act;
import dev.atocore.core.access.Policy;
import dev.atocore.core.change.Guard;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.ForbiddenException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.memory.MemoryTable;
import dev.atocore.core.recall.Exposure;
import dev.atocore.core.recall.Recall;
import dev.atocore.core.recall.RecallFilter;
import dev.atocore.core.recall.RecallPage;
import dev.atocore.core.recall.Recalls;
import dev.atocore.core.recall.Told;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of the recall log that a principal sees: the answers that told memories of theirs.
 * Thread-safe. Methods throw {@link ForbiddenException} if they may not look at it.
 */
public final class GuardedRecalls {
  /** How many pages are looked through for answers to show before the caller asks again. */
  private static final int PAGES = 20;

  private final Recalls recalls;
  private final Transactions transactions;
  private final Guard guard;
  private final Policy policy;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public GuardedRecalls(Recalls recalls, Transactions transactions, Guard guard, Policy policy) {
    this.recalls = recalls;
    this.transactions = transactions;
    this.guard = guard;
    this.policy = policy;
  }

  /** Whether the principal may look at all. */
  public boolean isOpen() {
    return policy.may(Act.SEE_RECALLS);
  }

  /**
   * To whom a memory was told.
   *
   * @param version only that version; null for any
   * @param since only answers of then or later; null for all on record
   * @throws NotFoundException if there is no such memory, and never was
   */
  public Exposure exposure(String memoryId, @Nullable Long version, @Nullable Instant since) {
    policy.require(Act.SEE_RECALLS);
    transactions.read(
        connection -> {
          guard.requireSeen(connection, memoryId);
          return true;
        });
    Exposure exposure = recalls.exposure(memoryId, version, since);
    if (exposure.recalls() == 0
        && !transactions.read(connection -> isKnown(connection, memoryId))) {
      throw Guard.unknown(memoryId);
    }
    return exposure;
  }

  /**
   * Answers, newest first. A page may be short, or empty, and not be the last.
   *
   * @param limit at most so many, at least 1
   * @param after the {@code next} of the page before; null for the first
   */
  public RecallPage list(RecallFilter filter, int limit, @Nullable String after) {
    policy.require(Act.SEE_RECALLS);
    if (!policy.scope().bound()) {
      return recalls.list(filter, limit, after);
    }
    Map<String, Boolean> seen = new HashMap<>();
    List<Recall> theirs = new ArrayList<>();
    String next = after;
    int looked = 0;
    do {
      RecallPage page = recalls.list(filter, limit - theirs.size(), next);
      for (Recall recall : page.recalls()) {
        Recall part = part(recall, seen);
        if (!part.memories().isEmpty()) {
          theirs.add(part);
        }
      }
      next = page.next();
    } while (next != null && theirs.size() < limit && ++looked < PAGES);
    return new RecallPage(theirs, next);
  }

  /** What the principal sees of an answer; what was searched for only if they see all of it. */
  private Recall part(Recall recall, Map<String, Boolean> seen) {
    List<Told> told = new ArrayList<>();
    for (Told memory : recall.memories()) {
      if (seen.computeIfAbsent(memory.id(), this::sees)) {
        told.add(memory);
      }
    }
    return told.size() == recall.memories().size()
        ? recall
        : new Recall(
            recall.id(),
            recall.at(),
            recall.key(),
            recall.onBehalfOf(),
            recall.door(),
            recall.requestId(),
            null,
            null,
            told);
  }

  private boolean sees(String memoryId) {
    return transactions.read(connection -> guard.sees(connection, memoryId));
  }

  private static boolean isKnown(StoreConnection connection, String memoryId) throws SQLException {
    return MemoryTable.find(connection, memoryId) != null
        || connection.audit().findNewest(memoryId).isPresent();
  }
}
