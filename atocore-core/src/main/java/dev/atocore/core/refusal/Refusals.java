package dev.atocore.core.refusal;

import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.IllegalTransitionException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Refusal;
import dev.atocore.core.model.Refusal.Lifted;
import dev.atocore.core.text.Times;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was turned down or erased and is not to come back. What it said is not kept: each text is a
 * hash under a key that lies beside the store. Thread-safe.
 */
public final class Refusals {
  private final Transactions transactions;
  private final RefusalKeys keys;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public Refusals(Transactions transactions, RefusalKeys keys) {
    this.transactions = transactions;
    this.keys = keys;
  }

  /**
   * Refusals, newest first.
   *
   * @param limit at most so many, at least 1
   * @param before only those with a smaller number; null for the newest
   * @param all also those that were lifted
   */
  public List<Refusal> list(int limit, @Nullable Long before, boolean all) {
    if (limit < 1) {
      throw new InvalidInputException("limit is " + limit + ", not at least 1");
    }
    return transactions.read(
        connection ->
            RefusalTable.page(connection, before == null ? Long.MAX_VALUE : before, limit, all));
  }

  /**
   * Lifts a refusal, which stays on record: the same may be said again.
   *
   * @param change who, and in its note why
   * @throws NotFoundException if there is no such refusal
   * @throws IllegalTransitionException if it was lifted before
   */
  public Refusal lift(long id, Change change) {
    return transactions.write(
        connection -> {
          Refusal refusal = RefusalTable.find(connection, id);
          if (refusal == null) {
            throw new NotFoundException("there is no refusal " + id);
          }
          Lifted before = refusal.lifted();
          if (before != null) {
            throw new IllegalTransitionException(
                "refusal " + id + " was lifted before, by " + before.by() + " at " + before.at());
          }
          RefusalTable.lift(
              connection,
              id,
              new Lifted(Times.format(Instant.now()), change.actor(), change.note()));
          return refusal;
        });
  }

  /** The file that the key is in, whether or not it is there. */
  public Path keyFile() {
    return keys.file();
  }

  /** How many refusals stand that the key which is there now does not recognise. */
  public long unrecognised() {
    RefusalKey key = keys.present();
    String id = key == null ? "" : key.id();
    Map<String, Long> standing = transactions.read(RefusalTable::keys);
    return standing.entrySet().stream()
        .filter(one -> !one.getKey().equals(id))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /**
   * After the key was lost: lifts the refusals that nobody can recognise any more, and refuses anew
   * what was turned down by decision and is still there. What was erased cannot be refused anew. A
   * key is made if there is none.
   *
   * @param change who, and in its note why
   */
  public RefusalsRebuilt rebuild(Change change) {
    return transactions.write(
        connection -> {
          RefusalKey key = keys.renew();
          Lifted lost =
              new Lifted(
                  Times.format(Instant.now()),
                  change.actor(),
                  change.note() == null ? "its key is lost" : change.note());
          List<Refusal> unrecognised = RefusalTable.madeWithOthers(connection, key);
          for (Refusal refusal : unrecognised) {
            RefusalTable.lift(connection, refusal.id(), lost);
          }
          long made = RefusalTable.refuseDecided(connection, () -> key);
          long erased =
              unrecognised.stream()
                  .filter(
                      refusal ->
                          refusal.kind() == Refusal.Kind.REDACTED
                              || refusal.kind() == Refusal.Kind.SOURCE)
                  .count();
          return new RefusalsRebuilt(made, unrecognised.size(), erased);
        });
  }
}
