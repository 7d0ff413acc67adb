package dev.atocore.core;

import dev.atocore.audit.AuditEntry;
import dev.atocore.audit.AuditException;
import dev.atocore.audit.AuditFilter;
import dev.atocore.audit.AuditGrouping;
import dev.atocore.audit.AuditPage;
import dev.atocore.audit.AuditProblem;
import dev.atocore.audit.AuditSpool;
import dev.atocore.audit.AuditVerifier;
import dev.atocore.audit.ReplayReport;
import dev.atocore.audit.VerifyReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log of a store: reading, verifying, and putting back what could not be written.
 * Thread-safe. Only the store itself writes entries.
 *
 * <p>Methods throw {@link AuditException} when the log or its spool cannot be read.
 */
public final class Audit {
  private static final String VERIFICATION = "audit_verification";
  private final Transactions transactions;
  private static final Logger log = LoggerFactory.getLogger(Audit.class);

  private final Mutator mutator;
  private final State state;

  Audit(Transactions transactions, Mutator mutator, State state) {
    this.transactions = transactions;
    this.mutator = mutator;
    this.state = state;
  }

  /**
   * Entries across all memories, newest first.
   *
   * @param limit at least 1
   * @param after the {@code next} of the page before; null for the first
   */
  public AuditPage recent(AuditFilter filter, int limit, @Nullable String after) {
    try {
      return transactions.read(connection -> connection.audit().recent(filter, limit, after));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(String.valueOf(e.getMessage()));
    }
  }

  /** All entries of one memory, oldest first. Empty if there is no such memory. */
  public List<AuditEntry> history(String memoryId) {
    List<AuditEntry> entries = new ArrayList<>();
    transactions.read(
        connection -> {
          connection.audit().history(memoryId, entries::add);
          return true;
        });
    return entries;
  }

  /** The entry with that id, if there is one. */
  public Optional<AuditEntry> find(long id) {
    return transactions.read(connection -> connection.audit().find(id));
  }

  /**
   * Entries across all memories, oldest first, one at a time.
   *
   * @param after only entries with a larger id; 0 for all
   */
  public void export(AuditFilter filter, long after, Consumer<AuditEntry> each) {
    transactions.read(
        connection -> {
          connection.audit().export(filter, after, each);
          return true;
        });
  }

  /**
   * Recomputes every hash and link and compares each chain with its row, within one consistent
   * view.
   *
   * @param memoryId only this memory; null for all
   * @param problem told each thing that does not verify, as it is found
   * @throws NotFoundException if that memory has neither a row nor an entry
   */
  public VerifyReport verify(@Nullable String memoryId, Consumer<AuditProblem> problem) {
    // Before the view is opened: an entry that leaves the spool meanwhile is then seen twice rather
    // than never.
    AuditSpool.Content pending = pending();
    VerifyReport report =
        transactions.read(
            connection -> {
              try (MemorySubjects rows = new MemorySubjects(connection, memoryId)) {
                return new AuditVerifier(connection.audit(), pending, problem)
                    .verify(memoryId, rows);
              }
            });
    if (memoryId != null && report.memories() == 0) {
      throw new NotFoundException("there is no memory " + Text.quote(memoryId));
    }
    return report;
  }

  /**
   * How the log stands: its size, what waits in the spool, and what the last verification of all of
   * it found.
   */
  public AuditStatus status() {
    AuditSpool.Content pending = pending();
    String oldest = null;
    for (AuditEntry entry : pending.entries()) {
      if (oldest == null || entry.timestamp().compareTo(oldest) < 0) {
        oldest = entry.timestamp();
      }
    }
    String waiting = oldest;
    long aborted = mutator.spool().readAborted().entries().size();
    String verification =
        state.get("atocore", "status", VERIFICATION).map(StateValue::value).orElse(null);
    return transactions.read(
        connection ->
            new AuditStatus(
                connection.audit().count(),
                connection.audit().maxId(),
                pending.entries().size(),
                waiting,
                pending.unreadable().size(),
                aborted,
                verification));
  }

  /** How many entries there are in each group. */
  public Map<String, Long> count(AuditGrouping by, AuditFilter filter) {
    return transactions.read(connection -> connection.audit().count(by, filter));
  }

  /**
   * Keeps what a verification of the whole log found, for {@link #status()}. Apart from {@link
   * #verify}, which writes nothing, so that a backup can be verified and stay as it is. A store
   * that cannot be written is no failure.
   */
  public void remember(VerifyReport report) {
    try {
      state.set(
          "atocore",
          "status",
          VERIFICATION,
          "{\"verified_at\":\""
              + Times.format(Instant.now())
              + "\",\"entries\":"
              + report.entries()
              + ",\"memories\":"
              + report.memories()
              + ",\"problems\":"
              + report.problems()
              + ",\"last_id\":"
              + report.lastId()
              + "}");
    } catch (AtoCoreException e) {
      log.info("The result of the verification could not be kept: {}", e.getMessage());
    }
  }

  /** Puts the spooled entries back where they belong. Doing it twice is doing it once. */
  public ReplayReport replay() {
    return mutator.replay();
  }

  /** What waits in the spool. */
  public AuditSpool.Content pending() {
    return mutator.spool().read();
  }

  /** Where the spool is, whether or not anything waits in it. */
  public AuditSpool spool() {
    return mutator.spool();
  }
}
