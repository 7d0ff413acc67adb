package dev.atocore.core.erase;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.core.change.AuditedTransaction;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.db.ClaimedWork;
import dev.atocore.core.db.InSlices;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.erase.RedactionReport.Erased;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.idempotency.AnsweredTable;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.recall.Recalls;
import dev.atocore.core.store.SqlWork;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Erases what memories ever said, for good: from their rows, their entries, the spool, the search
 * index and the free space of the file. What is left are digests without salt, the record of who
 * did it and why, and an audited version that says {@link Memory#REDACTED}. Others write in between
 * its transactions; doing it again finishes what was cut off.
 */
public final class Redaction {
  private final Transactions transactions;
  private final Mutator mutator;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public Redaction(Transactions transactions, Mutator mutator) {
    this.transactions = transactions;
    this.mutator = mutator;
  }

  /** The memories of a selection. */
  public List<String> select(RedactionSelection selection) {
    putBackWhatWaits();
    return transactions.read(connection -> SelectedMemories.of(connection, selection));
  }

  /** Erases what those memories said. One that fails does not keep the others from it. */
  public RedactionReport run(List<String> memoryIds, Change change, RedactionRequest request) {
    if (!request.dryRun()) {
      putBackWhatWaits();
    }
    Run run = new Run(List.copyOf(new LinkedHashSet<>(memoryIds)));
    AuditSpool.Content waiting = mutator.pending();
    Place place = new Place(0, null);
    while (place.index() < run.ids.size()) {
      Place from = place;
      SqlWork<AuditedTransaction, Batch> work =
          transaction -> {
            transaction.connection().claim(ClaimedWork.ERASING);
            return erase(new Eraser(transaction, waiting, request), run.ids, from);
          };
      Batch batch = request.dryRun() ? mutator.rehearse(change, work) : mutator.run(change, work);
      batch.done().forEach(run::add);
      place = batch.next();
    }
    return request.dryRun() ? run.rehearsed() : finish(run, change, request);
  }

  private static Batch erase(Eraser eraser, List<String> ids, Place from) throws SQLException {
    List<Done> done = new ArrayList<>();
    Place place = from;
    while (place.index() < ids.size() && eraser.mayGoOn()) {
      String id = ids.get(place.index());
      Place next = new Place(place.index() + 1, null);
      try {
        Eraser.Piece piece = eraser.erase(id, place.after());
        done.add(new Done(id, piece, null));
        if (piece.next() != null) {
          next = new Place(place.index(), piece.next());
        }
      } catch (AtoCoreException e) {
        if (e instanceof StoreException) {
          throw e;
        }
        done.add(new Done(id, null, e));
      }
      place = next;
    }
    return new Batch(done, place);
  }

  /** Looks after all that is no row: the spool, what the program remembers, and the files. */
  private RedactionReport finish(Run run, Change change, RedactionRequest request) {
    Map<String, Integer> lines = redactSpool(run.ids);
    List<String> texts = List.copyOf(run.texts);
    Residue residue = new Residue(texts);
    int remembered = texts.isEmpty() ? 0 : forget(run.ids, residue);
    Scrubber scrubber = new Scrubber(transactions);
    scrubber.cleanSearchIndex();
    boolean truncated = scrubber.truncateWal();
    boolean vacuumed = false;
    List<String> stillIn = List.of();
    boolean found = scrubber.finds(residue);
    boolean inTheWay = found && !scrubber.isQuick();
    if (request.vacuum() ? scrubber.isAble() : found && !inTheWay) {
      scrubber.vacuum();
      vacuumed = true;
      truncated = scrubber.truncateWal();
    }
    if (found || (!scrubber.isAble() && residue.size() > 0)) {
      stillIn = transactions.read(connection -> residue.whereIn(connection, run.ids));
      found = stillIn.isEmpty() && ((inTheWay && !vacuumed) || scrubber.finds(residue));
    }
    FilesNearby.Outcome files = files(run, residue, change, request);
    return new RedactionReport(
        run.memories(lines),
        List.copyOf(run.archives),
        residue.size(),
        vacuumed,
        inTheWay && !vacuumed,
        stillIn,
        files.scrubbed(),
        files.left(),
        remembered,
        truncated && !found);
  }

  /** What the program itself remembers of it; gives how many values of its state were changed. */
  private int forget(List<String> ids, Residue residue) {
    List<Long> searched =
        transactions.read(connection -> Recalls.queriesOf(connection, ids, residue::isIn));
    InSlices.run(
        searched,
        some -> transactions.write(connection -> Recalls.forgetQueries(connection, some)),
        done -> {});
    return transactions.write(
        connection -> {
          AnsweredTable.forgetBodies(connection);
          return RememberedTexts.scrub(connection, residue);
        });
  }

  private FilesNearby.Outcome files(
      Run run, Residue residue, Change change, RedactionRequest request) {
    FilesNearby files = new FilesNearby(transactions.pool().database().beside(""), residue);
    StoreCopies copies = new StoreCopies(mutator);
    files.scrubCopies(copy -> copies.erase(copy, run.ids, change, request.sources()));
    if (residue.size() > 0) {
      files.scrub(request.around());
      transactions.read(RememberedTexts::backups).forEach(files::add);
    }
    return files.outcome();
  }

  private void putBackWhatWaits() {
    try {
      mutator.replay();
    } catch (AtoCoreException e) {
      // It stays in the spool, where its bodies are erased all the same.
    }
  }

  private Map<String, Integer> redactSpool(List<String> ids) {
    Map<String, Integer> lines = new HashMap<>();
    AuditSpool.Content aborted = mutator.spool().readAborted();
    if (mutator.spool().isEmpty()
        && aborted.entries().isEmpty()
        && aborted.unreadable().isEmpty()) {
      return lines;
    }
    return transactions.write(
        ClaimedWork.SPOOL,
        connection -> {
          try {
            for (String id : ids) {
              lines.put(id, mutator.spool().redact(id, Eraser::saysNothing));
            }
            return lines;
          } catch (IOException e) {
            throw new AuditException(
                "audit_spool_unwritable",
                "the log is redacted, the spool "
                    + mutator.spool().file()
                    + " is not: "
                    + e.getMessage()
                    + "; run it again",
                e);
          }
        });
  }

  /** How far a run has come: a memory, and a piece of it. */
  private record Place(int index, @Nullable String after) {}

  /** What one transaction did. */
  private record Batch(List<Done> done, Place next) {}

  /** A piece of a memory that was erased, or why it was not. */
  private record Done(String id, Eraser.@Nullable Piece piece, @Nullable AtoCoreException error) {}

  /** What a run has come to so far. */
  private static final class Run {
    private final List<String> ids;
    private final Map<String, Erased> erased = new HashMap<>();
    private final Set<String> texts = new LinkedHashSet<>();
    private final Set<String> archives = new LinkedHashSet<>();

    Run(List<String> ids) {
      this.ids = ids;
    }

    void add(Done done) {
      Erased before =
          erased.getOrDefault(done.id(), new Erased(done.id(), null, 0, null, 0, 0, done.error()));
      Eraser.Piece piece = done.piece();
      erased.put(
          done.id(),
          piece == null
              ? before
              : new Erased(
                  done.id(),
                  before.userId() == null ? piece.userId() : before.userId(),
                  before.entries() + piece.entries(),
                  before.version() == null ? piece.version() : before.version(),
                  0,
                  before.chunks() + piece.chunks(),
                  null));
      if (piece != null) {
        texts.addAll(piece.texts());
        archives.addAll(piece.archives());
      }
    }

    List<Erased> memories(Map<String, Integer> lines) {
      List<Erased> memories = new ArrayList<>(ids.size());
      for (String id : ids) {
        Erased one = erased.getOrDefault(id, new Erased(id, null, 0, null, 0, 0, null));
        memories.add(
            new Erased(
                id,
                one.userId(),
                one.entries(),
                one.version(),
                lines.getOrDefault(id, 0),
                one.chunks(),
                one.error()));
      }
      return memories;
    }

    RedactionReport rehearsed() {
      return new RedactionReport(
          memories(Map.of()),
          List.copyOf(archives),
          0,
          false,
          false,
          List.of(),
          List.of(),
          List.of(),
          0,
          true);
    }
  }
}
