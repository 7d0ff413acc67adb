package dev.atocore.core.change;

import dev.atocore.audit.entry.Attribution;
import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditDraft;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.core.db.Pledge;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.ConflictException;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.image.MemoryJson;
import dev.atocore.core.memory.MemoryTable;
import dev.atocore.core.memory.SameStatements;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Draft;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.refusal.RefusalBook;
import dev.atocore.core.refusal.RefusalKeys;
import dev.atocore.core.search.TextVectors;
import dev.atocore.core.state.ProjectTable;
import dev.atocore.core.text.ContentHash;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a change: holds the write lock, or the memories that it looks at, and is the only
 * place that writes a memory's row. With each row goes its audit entry, to where {@link Keeping}
 * says. New rows and entries are held back and written several at a time; whoever reads through
 * here finds them written.
 */
public final class AuditedTransaction {
  private final StoreConnection connection;
  private final AuditSpool spool;
  private final Keeping keeping;
  private final Change change;

  /** Those of invalidated and superseded memories. */
  final List<AuditEntry> withdrawals = new ArrayList<>();

  private final HomelessEntries homeless = new HomelessEntries();
  private final HeldBack heldBack;
  private final Set<String> knownProjects = new HashSet<>();
  private final Holds holds;
  private @Nullable String request;
  private final EntryIds ids;
  private final EvidenceBook evidence;
  private final RefusalBook refusals;
  private final VectorBook vectors;
  private boolean repair;

  AuditedTransaction(
      StoreConnection connection,
      AuditSpool spool,
      RefusalKeys keys,
      TextVectors vectors,
      Keeping keeping,
      Change change) {
    this.connection = connection;
    this.spool = spool;
    this.keeping = keeping;
    this.change = change;
    this.vectors = new VectorBook(connection, vectors);
    this.heldBack = new HeldBack(connection, this.vectors);
    this.ids = new EntryIds(connection, spool, keeping);
    this.evidence = new EvidenceBook(connection);
    this.holds = new Holds(connection);
    this.refusals = new RefusalBook(connection, keys, change);
    this.request = change.requestId();
  }

  /** The connection, with all that was done so far. */
  public StoreConnection connection() throws SQLException {
    writeHeldBack();
    return connection;
  }

  /** What vouches for the memories. */
  public EvidenceBook evidence() {
    return evidence;
  }

  /** What is not to come back. */
  public RefusalBook refusals() {
    return refusals;
  }

  /** So that the checks of the database are met that only meet what is written. */
  public void writeHeldBack() throws SQLException {
    heldBack.write();
  }

  public Change change() {
    return change;
  }

  /** Whether the rest of a long piece of work should go into another transaction. */
  public boolean isSliceOver() {
    return connection.isSliceOver();
  }

  /** The entries to come mend, and belong to that request in place of the change's. */
  void beginRepair(String id) {
    request = id;
    repair = true;
  }

  /** The entries that are not in the log. */
  List<AuditEntry> homeless() {
    return homeless.all();
  }

  /** Whether entries wait in the spool, which can be put back now. */
  boolean spoolWaits() {
    return ids.spoolWaits();
  }

  /** The memory with that id, as it is by now, for no other to change; null when there is none. */
  public @Nullable StoredMemory find(String id) throws SQLException {
    heldBack.writeRows();
    return MemoryTable.findForChange(connection, id);
  }

  /** What it keeps others from. */
  public Holds holds() {
    return holds;
  }

  /** The first active memory that says the same as it is by now, or else the first candidate. */
  public @Nullable StoredMemory findLiving(Draft like) throws SQLException {
    heldBack.writeRows();
    holds.claimContents(List.of(like.contentHash()));
    return SameStatements.findLiving(connection, like);
  }

  public StoredMemory require(String id) throws SQLException {
    StoredMemory stored = find(id);
    if (stored == null) {
      throw new NotFoundException("there is no memory " + TextRules.quote(id));
    }
    Long wanted = change.ifVersion();
    if (wanted != null && stored.memory().version() != wanted) {
      throw new ConflictException(
          "memory "
              + id
              + " is at version "
              + stored.memory().version()
              + ", not "
              + wanted
              + "; read it again");
    }
    return stored;
  }

  /**
   * Writes a new row.
   *
   * @param again whether it may say what was refused before
   */
  public Memory insert(Draft draft, boolean again) throws SQLException {
    Memory memory = draft.begin(Times.format(Instant.now()));
    refuseDuplicate(memory, draft.contentHash());
    refuseSameCandidate(draft);
    return insert(memory, draft.contentHash(), draft.id() == null, again);
  }

  /** The same for a memory of which is known that no living one says the same. */
  public Memory insertDistinct(Draft draft, boolean again) throws SQLException {
    return insert(
        draft.begin(Times.format(Instant.now())), draft.contentHash(), draft.id() == null, again);
  }

  private Memory insert(Memory memory, String contentHash, boolean isNew, boolean again)
      throws SQLException {
    String note = refusals.pass(memory, again);
    registerProject(memory.project());
    AuditEntry entry = seal(null, memory, AuditAction.CREATED, null, note);
    heldBack.add(new MemoryTable.NewRow(memory, contentHash, entry.hash()));
    log(entry);
    evidence.made(memory, isNew);
    heldBack.writeFullRows();
    return memory;
  }

  /**
   * Settles what the log and the table disagree about: writes a memory as the version after its
   * newest entry, over its row or where it has none.
   *
   * @param stored its row; null when it has none
   * @param newest its newest entry; null when it has none
   * @param before what the entry is to say that was there
   */
  Mutation settle(
      @Nullable StoredMemory stored,
      @Nullable AuditEntry newest,
      @Nullable Memory before,
      Memory wanted,
      AuditAction action,
      @Nullable String note)
      throws SQLException {
    // Another program may have named one that is not registered.
    registerProject(wanted.project());
    Memory after =
        newest == null
            ? wanted.stamped(1, wanted.updatedAt())
            : wanted.stamped(newest.version() + 1, Times.notBefore(newest.timestamp()));
    AuditEntry entry = seal(before, after, action, newest == null ? null : newest.hash(), note);
    if (stored == null) {
      MemoryTable.insert(connection, after, entry.hash());
    } else {
      MemoryTable.update(connection, stored, after, entry.hash());
      MemoryTable.mend(connection, after);
    }
    vectors.changed(stored == null ? null : stored.memory(), after);
    log(entry);
    evidence.settled(after);
    return new Mutation(after, action);
  }

  /**
   * Writes the row and its entry. The verb comes from the change of state; see {@link Transition}.
   */
  public Mutation update(StoredMemory stored, Memory wanted) throws SQLException {
    return update(stored, wanted, Transition.verb(stored.memory(), wanted), change.note());
  }

  /** The same for a memory of which is known that no active one says what it will say. */
  public Mutation updateDistinct(StoredMemory stored, Memory wanted) throws SQLException {
    return write(stored, wanted, Transition.verb(stored.memory(), wanted), change.note());
  }

  public Mutation update(
      StoredMemory stored, Memory wanted, AuditAction action, @Nullable String note)
      throws SQLException {
    Memory before = stored.memory();
    if (!before.is(MemoryStatus.ACTIVE)
        || !before.says(wanted.type(), wanted.content(), wanted.project(), wanted.owner())) {
      refuseDuplicate(wanted, null);
    }
    return write(stored, wanted, action, note);
  }

  private Mutation write(
      StoredMemory stored, Memory wanted, AuditAction action, @Nullable String note)
      throws SQLException {
    Memory before = stored.memory();
    if (!Objects.equals(wanted.project(), before.project())) {
      registerProject(wanted.project());
    }
    Memory after = wanted.stamped(before.version() + 1, Times.notBefore(before.updatedAt()));
    AuditEntry entry = seal(before, after, action, stored.head(), note);
    MemoryTable.updateChanged(connection, stored, after, entry.hash());
    vectors.changed(before, after);
    log(entry);
    evidence.changed(before, after);
    refusals.changed(before, after, entry, repair);
    return new Mutation(after, action);
  }

  /**
   * Replaces what a memory says by {@link Memory#REDACTED}, on either side of the entry, and
   * withdraws one that lives.
   *
   * @param newest its newest entry; null when it has none
   */
  public AuditEntry redact(StoredMemory stored, @Nullable AuditEntry newest) throws SQLException {
    Memory before = stored.memory();
    Memory shown = before.redacted();
    boolean living = before.living();
    Memory wanted = living ? shown.withStatus(MemoryStatus.INVALID, before.supersededBy()) : shown;
    long version = before.version();
    ByteString head = stored.head();
    if (newest != null && newest.version() >= version) {
      version = newest.version();
      head = newest.hash();
    }
    Memory after = wanted.stamped(version + 1, Times.notBefore(before.updatedAt()));
    AuditEntry entry =
        seal(
            shown,
            after,
            living ? Transition.verb(shown, wanted) : AuditAction.UPDATED,
            head,
            change.note());
    MemoryTable.update(connection, stored, after, entry.hash());
    vectors.changed(before, after);
    log(entry);
    return entry;
  }

  /**
   * Called last, before the commit: what could not go into the log must be on the disk before its
   * row is.
   *
   * @param cause why it could not go into the log
   */
  void flush(@Nullable Throwable cause) throws SQLException {
    writeHeldBack();
    homeless.keep(keeping, spool, connection, cause);
  }

  AuditEntry seal(
      @Nullable Memory before,
      Memory after,
      AuditAction action,
      @Nullable ByteString head,
      @Nullable String note)
      throws SQLException {
    return AuditEntry.seal(
        ids.next(),
        new AuditDraft(
            after.id(),
            after.version(),
            action,
            change.actor(),
            after.project(),
            before == null ? null : MemoryJson.image(before),
            MemoryJson.image(after),
            note,
            after.updatedAt(),
            request,
            head,
            Attribution.of(
                change.onBehalfOf(),
                after.owner().userId(),
                after.owner().agentId(),
                after.owner().runId())));
  }

  void log(AuditEntry entry) throws SQLException {
    if (entry.action().equals(AuditAction.INVALIDATED.verb())
        || entry.action().equals(AuditAction.SUPERSEDED.verb())) {
      withdrawals.add(entry);
    }
    if (keeping != Keeping.LOG) {
      homeless.add(entry);
      return;
    }
    connection.pledge(new Pledge.Logged(entry.memoryId(), entry.version(), entry.hash()));
    heldBack.add(entry);
  }

  private void refuseDuplicate(Memory memory, @Nullable String contentHash) throws SQLException {
    if (change.is(Change.Term.DUPLICATE_ALLOWED) || !memory.is(MemoryStatus.ACTIVE)) {
      return;
    }
    heldBack.writeRows();
    String hash = contentHash == null ? ContentHash.ofStatement(memory.content()) : contentHash;
    holds.claimContents(List.of(hash));
    String same = SameStatements.findActive(connection, memory, hash);
    if (same != null) {
      throw new DuplicateException(same);
    }
  }

  /** One review is enough. That an active memory says the same is for who promotes it to see. */
  private void refuseSameCandidate(Draft draft) throws SQLException {
    if (change.is(Change.Term.DUPLICATE_ALLOWED) || draft.status() != MemoryStatus.CANDIDATE) {
      return;
    }
    heldBack.writeRows();
    holds.claimContents(List.of(draft.contentHash()));
    StoredMemory same = SameStatements.findCandidate(connection, draft);
    if (same != null) {
      throw new DuplicateException(same.memory().id(), same.memory().status());
    }
  }

  void registerProject(@Nullable String project) throws SQLException {
    if (project != null && knownProjects.add(project)) {
      ProjectTable.register(connection, project);
    }
  }
}
