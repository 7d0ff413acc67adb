package dev.atocore.core;

import dev.atocore.core.access.Scope;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.memory.ClosePairs;
import dev.atocore.core.memory.MemoryQueries;
import dev.atocore.core.memory.VectorCare;
import dev.atocore.core.memory.VectorTable;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.search.ClosePair;
import dev.atocore.core.search.EmbedderException;
import dev.atocore.core.search.Embedding;
import dev.atocore.core.search.TextVectors;
import dev.atocore.core.search.VectorFault;
import dev.atocore.core.search.VectorFault.Kind;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of a store: derived from the texts of memories and of the chunks they cite, made anew
 * at will, never on record. Thread-safe.
 */
public final class Vectors {
  /** How long one batch of texts may take. */
  private static final Duration BATCH_WAIT = Duration.ofSeconds(40);

  private static final int ORPHANS = 500;

  private final Transactions transactions;
  private final TextVectors vectors;

  Vectors(Transactions transactions, TextVectors vectors) {
    this.transactions = transactions;
    this.vectors = vectors;
  }

  /** Whether there is an embedder that makes them. */
  public boolean isOn() {
    return vectors.isOn();
  }

  /** The model of that embedder; empty without one. */
  public String model() {
    return vectors.model();
  }

  /**
   * Checks that there is an embedder.
   *
   * @throws InvalidInputException if there is none
   */
  public void requireOn() {
    if (!vectors.isOn()) {
      throw new InvalidInputException(
          "ATOCORE_EMBEDDER is off, so nothing makes vectors; set it to minilm or http");
    }
  }

  /** Is told how far {@link #fill} is. */
  @FunctionalInterface
  public interface Progress {
    /** So many memories were looked at, of so many (0 if that is not known), and so many made. */
    void at(long looked, long all, long made);
  }

  /**
   * What {@link #fill} did.
   *
   * @param looked how many memories it looked at
   * @param made how many vectors it made, of memories and of chunks
   * @param removed how many it took away that belonged to no text
   * @param entry the newest audit entry when it began
   */
  public record Filled(long looked, long made, long removed, long entry) {}

  /**
   * Makes what is missing, stale, damaged or of another model, and removes what belongs to no text.
   * Each batch is a transaction, so what was made stays when it is stopped.
   *
   * @param changedAfter only of memories with an audit entry after that one; null for all
   * @param progress is told how far it is
   * @throws InvalidInputException without an embedder
   * @throws EmbedderException if it fails; what was made before stays
   */
  public Filled fill(@Nullable Long changedAfter, Progress progress) {
    requireOn();
    long all =
        changedAfter == null
            ? transactions.read(
                connection -> MemoryQueries.count(connection, MemoryFilter.ALL, Scope.ALL))
            : 0;
    long entry = transactions.read(VectorCare::newestEntry);
    long removed = changedAfter == null ? removeOrphans() : 0;
    long made = 0;
    long looked = 0;
    VectorCare.Wanted wanted = madeByEmbedder();
    for (long after = 0; after >= 0; ) {
      long from = after;
      VectorCare.Wanted asked = wanted;
      VectorCare.Page page =
          transactions.read(connection -> VectorCare.look(connection, asked, from, changedAfter));
      made += make(page.owed());
      if (wanted.dimensions() != vectors.dimensions() && !page.owed().isEmpty()) {
        // Some embedders tell how long their vectors are only with the first of them.
        wanted = madeByEmbedder();
      }
      removed += remove(page.surplus());
      looked += page.looked();
      progress.at(looked, all, made);
      after = page.next();
    }
    return new Filled(looked, made, removed, entry);
  }

  /**
   * The pairs of active memories that mean almost the same. Nothing without vectors.
   *
   * @param going is called now and then; what it throws ends the search
   */
  public void closePairs(Runnable going, Consumer<ClosePair> found) {
    transactions.read(
        connection -> {
          ClosePairs.find(connection, vectors, going, found);
          return true;
        });
  }

  /** The number of the newest audit entry: nothing is owed anew while it stays. */
  long newestEntry() {
    return transactions.read(VectorCare::newestEntry);
  }

  /** Keeps them up while a program runs; the caller closes it before the store. */
  public VectorKeeper keepUp() {
    return VectorKeeper.start(this);
  }

  private VectorCare.Wanted madeByEmbedder() {
    return transactions.read(connection -> VectorCare.madeByEmbedder(connection, vectors));
  }

  private long make(List<VectorCare.Owed> owed) {
    int batch = 64;
    for (int at = 0; at < owed.size(); at += batch) {
      List<VectorCare.Owed> some = owed.subList(at, Math.min(owed.size(), at + batch));
      List<Embedding> made =
          vectors.make(some.stream().map(VectorCare.Owed::text).toList(), BATCH_WAIT);
      transactions.write(
          connection -> {
            for (int i = 0; i < some.size(); i++) {
              VectorCare.Owed one = some.get(i);
              VectorTable.putIfSaid(
                  connection,
                  one.memoryId(),
                  one.source(),
                  vectors.model(),
                  one.text(),
                  made.get(i));
            }
            return true;
          });
    }
    return owed.size();
  }

  private long remove(List<VectorCare.Surplus> surplus) {
    if (!surplus.isEmpty()) {
      transactions.write(
          connection -> {
            for (VectorCare.Surplus one : surplus) {
              VectorTable.forget(connection, one.memoryId(), one.source());
            }
            return true;
          });
    }
    return surplus.size();
  }

  private long removeOrphans() {
    long removed = 0;
    while (true) {
      List<String> ids = transactions.read(connection -> VectorCare.orphans(connection, ORPHANS));
      if (ids.isEmpty()) {
        return removed;
      }
      transactions.write(
          connection -> {
            for (String id : ids) {
              VectorTable.forget(connection, id);
            }
            return true;
          });
      removed += ids.size();
    }
  }

  /** Takes all vectors away; searches find by words until they are made anew. */
  public void clear() {
    transactions.write(
        connection -> {
          VectorTable.forgetAll(connection);
          return true;
        });
  }

  /**
   * What is wrong with the vectors, one fault a memory. Where there are none and no embedder is at
   * hand, none are missed.
   */
  public void check(Consumer<VectorFault> each) {
    VectorCare.Wanted wanted =
        transactions.read(connection -> VectorCare.wanted(connection, vectors));
    if (wanted == null) {
      return;
    }
    List<String> orphans =
        transactions.read(connection -> VectorCare.orphans(connection, Integer.MAX_VALUE));
    for (String id : orphans) {
      each.accept(new VectorFault(id, List.of(Kind.ORPHANED)));
    }
    for (long after = 0; after >= 0; ) {
      long from = after;
      VectorCare.Page page =
          transactions.read(connection -> VectorCare.look(connection, wanted, from, null));
      page.faults().forEach(each);
      after = page.next();
    }
  }
}
