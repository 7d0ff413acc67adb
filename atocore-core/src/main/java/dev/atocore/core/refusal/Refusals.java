package dev.atocore.core.refusal;

import dev.atocore.core.db.InSlices;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.IllegalTransitionException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Refusal;
import dev.atocore.core.model.Refusal.Lifted;
import dev.atocore.core.refusal.RefusalTable.Decided;
import dev.atocore.core.text.Times;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
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
   * After the key was lost, in transactions so short that others write in between: lifts the
   * refusals that nobody can recognise any more, and refuses anew what was turned down by decision
   * and is still there. What was erased cannot be refused anew. A key is made if there is none.
   *
   * @param change who, and in its note why
   */
  public RefusalsRebuilt rebuild(Change change) {
    RefusalKey key = transactions.write(connection -> keys.renew());
    Lifted lost =
        new Lifted(
            Times.format(Instant.now()),
            change.actor(),
            change.note() == null ? "its key is lost" : change.note());
    List<Refusal> unrecognised =
        transactions.read(connection -> RefusalTable.madeWithOthers(connection, key));
    InSlices.run(
        unrecognised,
        some -> transactions.write(connection -> lift(connection, some, lost)),
        done -> {});
    List<Decided> decided =
        transactions.read(connection -> RefusalTable.decided(connection, () -> key));
    long[] made = new long[1];
    InSlices.run(
        decided,
        some -> transactions.write(connection -> refuse(connection, some, key)),
        refused -> made[0] += refused ? 1 : 0);
    long erased =
        unrecognised.stream()
            .filter(
                refusal ->
                    refusal.kind() == Refusal.Kind.REDACTED
                        || refusal.kind() == Refusal.Kind.SOURCE)
            .count();
    return new RefusalsRebuilt(made[0], unrecognised.size(), erased);
  }

  private static List<Boolean> lift(
      StoreConnection connection, List<Refusal> refusals, Lifted lifted) throws SQLException {
    List<Boolean> done = new ArrayList<>();
    for (Refusal refusal : refusals) {
      // Somebody may have lifted it meanwhile, and is to stay who did.
      Refusal now = RefusalTable.find(connection, refusal.id());
      boolean stands = now != null && now.lifted() == null;
      if (stands) {
        RefusalTable.lift(connection, refusal.id(), lifted);
      }
      done.add(stands);
      if (connection.isSliceOver()) {
        break;
      }
    }
    return done;
  }

  private static List<Boolean> refuse(
      StoreConnection connection, List<Decided> decided, RefusalKey key) throws SQLException {
    List<Boolean> done = new ArrayList<>();
    for (Decided one : decided) {
      done.add(RefusalTable.refuse(connection, one, key));
      if (connection.isSliceOver()) {
        break;
      }
    }
    return done;
  }
}
