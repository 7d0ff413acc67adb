package dev.atocore.core.log;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditGrouping;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.audit.log.EntryPages;
import dev.atocore.audit.record.AuditErasures;
import dev.atocore.audit.record.AuditGap;
import dev.atocore.audit.record.AuditGaps;
import dev.atocore.audit.record.Erasure;
import dev.atocore.audit.record.RecordChain;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.audit.spool.ReplayReport;
import dev.atocore.audit.verify.VerifyListener;
import dev.atocore.audit.verify.VerifyReport;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.db.ClaimedWork;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.erase.ArchiveCheck;
import dev.atocore.core.erase.ArchiveProblem;
import dev.atocore.core.erase.ArchiveReport;
import dev.atocore.core.erase.PruneProgress;
import dev.atocore.core.erase.PruneReport;
import dev.atocore.core.erase.Pruning;
import dev.atocore.core.erase.Redaction;
import dev.atocore.core.erase.RedactionReport;
import dev.atocore.core.erase.RedactionRequest;
import dev.atocore.core.erase.RedactionSelection;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.state.State;
import dev.atocore.core.state.StateValue;
import dev.atocore.core.store.AuditFailures;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log of a store: reading, verifying, and putting back what could not be written.
 * Thread-safe. Only the store itself writes entries.
 *
 * <p>Methods throw {@link StoreException} when the log or its spool cannot be read.
 */
public final class StoreLog {
  private static final String VERIFICATION = "audit_verification";
  private final Transactions transactions;
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.core.Audit");

  private final Mutator mutator;
  private final State state;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public StoreLog(Transactions transactions, Mutator mutator, State state) {
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
      return transactions.read(
          connection -> new EntryPages(connection.sql()).recent(filter, limit, after));
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

  /**
   * Entries of one memory, oldest first.
   *
   * @param limit at least 1
   * @param after the {@code next} of the page before; null for the first
   */
  public AuditPage history(String memoryId, AuditFilter filter, int limit, @Nullable String after) {
    try {
      return transactions.read(
          connection -> new EntryPages(connection.sql()).history(memoryId, filter, limit, after));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(String.valueOf(e.getMessage()));
    }
  }

  /** The entry that led to that version of that memory, if there is one. */
  public Optional<AuditEntry> find(String memoryId, long version) {
    return transactions.read(connection -> connection.audit().find(memoryId, version));
  }

  /** The newest entry of that memory, if there is one. */
  public Optional<AuditEntry> findNewest(String memoryId) {
    return transactions.read(connection -> connection.audit().findNewest(memoryId));
  }

  /**
   * The newest entry that none with a smaller id follows but out of the spool; 0 if nobody knows.
   */
  public long settled() {
    long newest = transactions.read(connection -> connection.audit().maxId());
    return newest == 0 || transactions.outlast(Transactions.MOMENT) ? newest : 0;
  }

  /** Counts that a caller can keep. */
  public LogFigures figures() {
    return new LogFigures(transactions);
  }

  /** What became of entries that this open store could not write to the log at the time. */
  public AuditFailures failures() {
    return mutator.failures();
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
          new EntryPages(connection.sql()).export(filter, after, each);
          return true;
        });
  }

  /**
   * Entries with ids from {@code first} to {@code last}, in order.
   *
   * @param limit at most so many, at least 1
   */
  public List<AuditEntry> between(long first, long last, int limit) {
    return transactions.read(connection -> connection.audit().between(first, last, limit));
  }

  /**
   * Recomputes every hash and link and compares each chain with its row, within a consistent view.
   * A large log is verified as two halves at once, on two connections and two threads; each memory
   * is seen at one moment.
   *
   * @param memoryId only this memory; null for all
   * @param listener told each thing that does not verify, in the order of the memories, on this
   *     thread
   * @throws NotFoundException if that memory has neither a row nor an entry
   */
  public VerifyReport verify(@Nullable String memoryId, VerifyListener listener) {
    // Before the view is opened: an entry that leaves the spool meanwhile is then seen twice rather
    // than never.
    AuditSpool.Content pending = pending();
    VerifyReport report = new LogVerification(transactions, pending, listener).run(memoryId);
    if (memoryId != null && report.memories() == 0) {
      throw new NotFoundException("there is no memory " + TextRules.quote(memoryId));
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
    AuditSpool.Content aborted = mutator.spool().readAborted();
    String verification =
        state.get(State.OWN, "status", VERIFICATION).map(StateValue::value).orElse(null);
    return transactions.read(
        connection ->
            new AuditStatus(
                new EntryPages(connection.sql()).count(),
                connection.audit().maxId(),
                pending.entries().size(),
                waiting,
                pending.unreadable().size(),
                aborted.entries().size() + aborted.unreadable().size(),
                unacknowledged(new AuditGaps(connection.sql()).all()),
                verification));
  }

  /** How many entries are known to be lost, of which nobody said that they know. */
  private static long unacknowledged(List<AuditGap> gaps) {
    Map<String, NavigableSet<Long>> acknowledged = AuditGaps.acknowledged(gaps);
    return gaps.stream()
        .filter(gap -> gap.kind() == AuditGap.Kind.LOST)
        .filter(
            gap ->
                !acknowledged.getOrDefault(gap.memoryId(), new TreeSet<>()).contains(gap.version()))
        .count();
  }

  /** How many entries there are in each group. */
  public Map<String, Long> count(AuditGrouping by, AuditFilter filter) {
    return transactions.read(connection -> new EntryPages(connection.sql()).count(by, filter));
  }

  /**
   * Keeps what a verification of the whole log found, for {@link #status()}. Apart from {@link
   * #verify}, which writes nothing, so that a backup can be verified and stay as it is. A store
   * that cannot be written is no failure.
   */
  public void remember(VerifyReport report) {
    try {
      state.set(
          State.OWN,
          "status",
          VERIFICATION,
          JsonRecord.write(
              json -> {
                json.writeStartObject();
                json.writeStringField("verified_at", Times.format(Instant.now()));
                json.writeNumberField("entries", report.entries());
                json.writeNumberField("memories", report.memories());
                json.writeNumberField("problems", report.problems());
                json.writeNumberField("last_id", report.lastId());
                json.writeEndObject();
              }));
    } catch (AtoCoreException e) {
      log.info("The result of the verification could not be kept: {}", e.getMessage());
    }
  }

  /** Puts the spooled entries back where they belong. Doing it twice is doing it once. */
  public ReplayReport replay() {
    return mutator.replay();
  }

  /**
   * Erases for good what a memory ever said: from its row, its entries, the spool, the search index
   * and the free space of the file. A memory that lives becomes invalid. Who did it and why stays
   * on record, and the chain still verifies. Doing it again finishes one that was cut off.
   *
   * @param change who, and in its note why
   * @throws NotFoundException if nothing knows that memory
   */
  public RedactionReport redact(String memoryId, Change change) {
    RedactionReport report = redact(List.of(memoryId), change, RedactionRequest.PLAIN);
    AtoCoreException error = report.memories().get(0).error();
    if (error != null) {
      throw error;
    }
    return report;
  }

  /**
   * The same for several memories in one run, and names the files that still say it. A memory that
   * nothing is known of, or that is at another version than the change demands, is told in the
   * report and does not keep the others from it.
   */
  public RedactionReport redact(List<String> memoryIds, Change change, RedactionRequest request) {
    return new Redaction(transactions, mutator).run(memoryIds, change, request);
  }

  /** The memories of a selection, those too that only the log knows. */
  public List<String> select(RedactionSelection selection) {
    return new Redaction(transactions, mutator).select(selection);
  }

  /**
   * Moves the bodies of entries into a new file, of those whose memory had moved on by that time:
   * what a memory was at any later time stays in the log.
   *
   * @param archive a file that does not exist yet
   * @param change who, and in its note why
   * @throws StoreException if the file exists or cannot be written; then nothing was moved
   */
  public PruneReport prune(Instant before, Path archive, Change change) {
    return prune(before, archive, change, (written, bodies) -> {});
  }

  /** The same, followed. */
  public PruneReport prune(Instant before, Path archive, Change change, PruneProgress progress) {
    return new Pruning(transactions).run(before, archive, change, progress);
  }

  /**
   * Compares an archive with the digests that the log kept.
   *
   * @param problem told each thing that is not as it should be
   */
  public ArchiveReport verifyArchive(Path archive, Consumer<ArchiveProblem> problem) {
    return transactions.read(connection -> new ArchiveCheck(connection, problem).run(archive));
  }

  /** The redactions and prunings on record, oldest first. */
  public List<Erasure> erasures() {
    return transactions.read(connection -> new AuditErasures(connection.sql()).all());
  }

  /**
   * The versions that have no entry, acknowledged ones too: of all memories by the log's index of
   * versions, which says nothing of whether the entries that are there are sound. That is for
   * {@link #verify} to say.
   *
   * @throws NotFoundException if that memory has neither a row nor an entry
   */
  public List<MissingEntry> missing(@Nullable String memoryId) {
    if (memoryId == null) {
      return new MissingSearch(transactions, pending()).run();
    }
    MissingEntries missing = new MissingEntries(gaps());
    verify(memoryId, missing);
    return List.copyOf(missing.found());
  }

  /** What is on record about lost entries and who acknowledged it, oldest first. */
  public List<AuditGap> gaps() {
    return transactions.read(connection -> new AuditGaps(connection.sql()).all());
  }

  /** The versions of each memory whose missing entry is acknowledged, as far as it is chained. */
  public Map<String, NavigableSet<Long>> acknowledged() {
    return transactions.read(
        connection -> AuditGaps.acknowledged(RecordChain.read(connection.sql()).gaps()));
  }

  /**
   * Records that an operator knows of versions without an entry: they are no longer reported as
   * problems. Versions acknowledged before are left alone.
   *
   * @param change who, and in its note why
   */
  public void acknowledgeGaps(String memoryId, Collection<Long> versions, Change change) {
    transactions.write(
        ClaimedWork.GAPS,
        connection -> {
          AuditGaps gaps = new AuditGaps(connection.sql());
          NavigableSet<Long> known =
              AuditGaps.acknowledged(gaps.all()).getOrDefault(memoryId, new TreeSet<>());
          for (long version : versions) {
            if (!known.contains(version)) {
              gaps.record(
                  AuditGap.acknowledged(
                      memoryId,
                      version,
                      change.actor(),
                      change.note(),
                      change.requestId(),
                      Times.format(Instant.now())));
            }
          }
          return true;
        });
  }

  /** What waits in the spool. */
  public AuditSpool.Content pending() {
    return mutator.pending();
  }

  /** Where the spool is, whether or not anything waits in it. */
  public AuditSpool spool() {
    return mutator.spool();
  }
}
