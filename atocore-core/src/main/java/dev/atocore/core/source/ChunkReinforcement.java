package dev.atocore.core.source;

import dev.atocore.audit.sql.Query;
import dev.atocore.core.change.AuditedTransaction;
import dev.atocore.core.change.MemoryChanges;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.db.Claim;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.memory.MemoryQueries;
import dev.atocore.core.memory.MemorySql;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.source.ChunkProgress.Place;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reinforces the living memories that new chunks of the same project mention: at least 70 % of a
 * memory's significant words occur in the chunk. A document vouches for a memory once, and not for
 * one that was drawn from it; where it seems to deny the memory, that is noted as a question.
 *
 * <p>Chunks are taken by project, some megabytes at a time, with one pass over the memories of that
 * project for each, so that neither side need fit in memory. What is read and compared is so under
 * a view; the write lock is taken for memories that are mentioned. How far it has come is kept with
 * what it does to those, so that no chunk counts twice.
 */
public final class ChunkReinforcement {
  private static final int PAGE = 1000;

  /** For how long writers are waited for: a chunk that is missed is never looked at again. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Transactions transactions;
  private final Mutator mutator;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public ChunkReinforcement(Transactions transactions, Mutator mutator) {
    this.transactions = transactions;
    this.mutator = mutator;
  }

  public ChunkReinforcementReport run(@Nullable Instant since, double delta, Change change) {
    Run run = new Run(since, delta, change.ofMany());
    boolean more;
    do {
      more = run.next();
    } while (more);
    return run.report();
  }

  /** One run, with what came of it so far. */
  private final class Run {
    private final @Nullable Instant since;
    private final double delta;
    private final Change change;
    private final boolean kept;
    private final Set<String> memories = new HashSet<>();
    private long chunks;
    private long reinforcements;
    private long denials;

    /** As it is in the store, if it is kept there. */
    private ChunkProgress progress;

    Run(@Nullable Instant since, double delta, Change change) {
      this.since = since;
      this.delta = delta;
      this.change = change;
      this.kept = since == null;
      this.progress = kept ? transactions.read(ChunkProgress::read) : ChunkProgress.NONE;
    }

    ChunkReinforcementReport report() {
      return new ChunkReinforcementReport(chunks, memories.size(), reinforcements, denials);
    }

    /** Goes on with the next chunks; false when there are none. */
    boolean next() {
      ChunkProgress begun = progress;
      NewChunks found = found(begun);
      if (found.count() == 0 && !begun.begun()) {
        return false;
      }
      // Of what was begun with, some or all may have been deleted meanwhile.
      long last = begun.begun() ? begun.upTo() : found.last();
      for (String project : found.projects()) {
        Place place = begun.place();
        if ((place == null || !place.isBeyond(project)) && !take(found, last, project)) {
          return true;
        }
      }
      ChunkProgress done = progress;
      progress =
          kept
              ? transactions.write(connection -> done.end(connection, last))
              : ChunkProgress.after(last);
      chunks += progress.equals(ChunkProgress.after(last)) ? found.count() : 0;
      return true;
    }

    /**
     * The chunks to go on with. Where others write beside each other, a chunk may come late with a
     * smaller number than one that is there: those that write are waited for.
     */
    private NewChunks found(ChunkProgress begun) {
      NewChunks found =
          transactions.read(
              connection ->
                  NewChunks.read(connection, begun, since, begun.begun() ? begun.upTo() : null));
      boolean fresh = kept && !begun.begun() && found.count() > 0;
      if (!fresh || !transactions.pool().database().writers().sideBySide()) {
        return found;
      }
      long last = found.last();
      transactions.outlast(PATIENCE);
      return transactions.read(connection -> NewChunks.read(connection, begun, since, last));
    }

    /** Those of a project; false when another process has come further. */
    private boolean take(NewChunks found, long last, @Nullable String project) {
      Place place = progress.place();
      boolean goesOn = place != null && Objects.equals(place.project(), project);
      long chunk = goesOn && place != null ? place.chunk() : 0;
      long lastChunk = goesOn && place != null ? place.lastChunk() : 0;
      long memory = goesOn && place != null ? place.memory() : progress.before();
      while (true) {
        long after = chunk;
        long upTo = lastChunk;
        List<SourceChunk> batch =
            transactions.read(connection -> found.batch(connection, project, after, upTo));
        if (batch.isEmpty() && upTo == 0) {
          return true;
        }
        long end = upTo == 0 ? batch.get(batch.size() - 1).seq() : upTo;
        if (!batch.isEmpty()
            && !hold(new Mentions(batch), last, new Place(project, after, end, memory))) {
          return false;
        }
        chunk = end;
        lastChunk = 0;
        memory = progress.before();
      }
    }

    /** Holds a batch against the memories of its project, page by page. */
    private boolean hold(Mentions mentions, long last, Place from) {
      Place at = from;
      while (true) {
        Place place = at;
        List<StoredMemory> page = page(place);
        List<Mentioned> mentioned = new ArrayList<>();
        for (StoredMemory stored : page) {
          List<Mention> all = mentions.of(stored.memory());
          if (!all.isEmpty()) {
            mentioned.add(new Mentioned(stored, all));
          }
        }
        while (!mentioned.isEmpty()) {
          Slice slice = reinforce(mentions, mentioned, last, place);
          if (slice == null) {
            return false;
          }
          reinforcements += slice.reinforcements();
          denials += slice.denials();
          memories.addAll(slice.memories());
          mentioned = mentioned.subList(slice.done(), mentioned.size());
        }
        if (page.size() < PAGE) {
          return true;
        }
        at = place.with(page.get(page.size() - 1).seq());
      }
    }

    private List<StoredMemory> page(Place place) {
      return transactions.read(
          connection -> {
            List<StoredMemory> page = new ArrayList<>(PAGE);
            MemoryQueries.forEach(
                connection,
                new Query(MemorySql.OLDEST)
                    .and(MemorySql.OF_JUST_THAT_PROJECT, place.project())
                    .and(MemorySql.AFTER_SEQ, place.memory())
                    .and(MemorySql.LIVING)
                    .then(PAGE),
                page::add);
            return page;
          });
    }

    /** The first of these memories, in one transaction; null when another process came first. */
    private @Nullable Slice reinforce(
        Mentions mentions, List<Mentioned> mentioned, long last, Place place) {
      ChunkProgress expected = progress;
      Slice slice =
          mutator.run(
              change,
              transaction -> {
                if (kept) {
                  transaction.connection().claim(Claim.CHUNK_PROGRESS);
                  ChunkProgress found = ChunkProgress.read(transaction.connection());
                  if (!found.equals(expected)) {
                    return new Slice(0, 0, 0, Set.of(), found);
                  }
                }
                return reinforce(transaction, mentions, mentioned, expected, last, place);
              });
      progress = slice.progress();
      return slice.done() == 0 ? null : slice;
    }

    private Slice reinforce(
        AuditedTransaction transaction,
        Mentions mentions,
        List<Mentioned> mentioned,
        ChunkProgress before,
        long last,
        Place place)
        throws SQLException {
      transaction.hold(mentioned.stream().map(one -> one.stored().memory().id()).toList());
      int done = 0;
      long vouched = 0;
      long denied = 0;
      Set<String> ids = new HashSet<>();
      do {
        Mentioned one = mentioned.get(done);
        done++;
        Memory read = one.stored().memory();
        StoredMemory now = transaction.find(read.id());
        if (now == null
            || !now.memory().living()
            || !Objects.equals(now.memory().project(), place.project())) {
          continue;
        }
        boolean same = now.memory().content().equals(read.content());
        for (Mention mention : same ? one.mentions() : mentions.of(now.memory())) {
          SourceChunk chunk = mention.chunk();
          if (mention.stance() == Stance.DENIES) {
            denied += transaction.evidence().deny(now.memory(), chunk.documentId(), chunk.id());
          } else if (mention.stance() == Stance.AFFIRMS) {
            // Read again: an earlier chunk of this batch may have changed it.
            StoredMemory current = transaction.require(read.id());
            if (MemoryChanges.vouch(transaction, current, chunk.documentId(), chunk.id(), delta)) {
              vouched++;
              ids.add(read.id());
            }
          }
        }
      } while (done < mentioned.size() && !transaction.isSliceOver());
      ChunkProgress after =
          kept ? before.at(last, place.with(mentioned.get(done - 1).stored().seq())) : before;
      if (kept) {
        after.write(transaction.connection());
      }
      return new Slice(done, vouched, denied, ids, after);
    }
  }

  /** A memory, as it was read, and the chunks of the batch that mention it. */
  private record Mentioned(StoredMemory stored, List<Mention> mentions) {}

  /**
   * What came of a transaction.
   *
   * @param done how many memories it was through with; 0 when another process had come further
   * @param progress how far it has come now
   */
  private record Slice(
      int done, long reinforcements, long denials, Set<String> memories, ChunkProgress progress) {}
}
