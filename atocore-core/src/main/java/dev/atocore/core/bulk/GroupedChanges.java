package dev.atocore.core.bulk;

import dev.atocore.core.bulk.EachChange.Invalidate;
import dev.atocore.core.bulk.EachChange.Promote;
import dev.atocore.core.bulk.EachChange.Reinforce;
import dev.atocore.core.change.AuditedTransaction;
import dev.atocore.core.change.MemoryChanges;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.Mutation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The same change of many memories, a group of ids in one transaction: a flush to the disk for each
 * id is what takes the time. Each change checks all before it writes, so one that is refused leaves
 * its neighbours as they are.
 */
public final class GroupedChanges {
  /** So many are held, and so long a lock is: about 50 ms. */
  public static final int GROUP = 500;

  private final Mutator mutator;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public GroupedChanges(Mutator mutator) {
    this.mutator = mutator;
  }

  public void run(List<String> ids, EachChange what, Change change, Consumer<EachOutcome> each) {
    for (int from = 0; from < ids.size(); from += GROUP) {
      List<String> group = ids.subList(from, Math.min(ids.size(), from + GROUP));
      mutator.run(change.ofMany(), transaction -> write(transaction, group, what)).forEach(each);
    }
  }

  private static List<EachOutcome> write(
      AuditedTransaction transaction, List<String> group, EachChange what) throws SQLException {
    List<EachOutcome> outcomes = new ArrayList<>(group.size());
    for (String id : group) {
      try {
        outcomes.add(new EachOutcome(id, one(transaction, id, what), null));
      } catch (AtoCoreException e) {
        if (concernsAll(e)) {
          throw e;
        }
        outcomes.add(new EachOutcome(id, null, e));
      }
    }
    return outcomes;
  }

  /** Whether the store or what is asked is at fault, so that the other ids fare no better. */
  public static boolean concernsAll(AtoCoreException error) {
    return error.kind() == Kind.UNAVAILABLE || error.kind() == Kind.INVALID;
  }

  /** The change of one of them. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static Mutation one(AuditedTransaction transaction, String id, EachChange what)
      throws SQLException {
    if (what instanceof Reinforce reinforce) {
      return MemoryChanges.reinforce(transaction, id, reinforce.delta());
    }
    MemoryStatus from = what instanceof Invalidate ? MemoryStatus.ACTIVE : MemoryStatus.CANDIDATE;
    MemoryStatus to = what instanceof Promote ? MemoryStatus.ACTIVE : MemoryStatus.INVALID;
    return MemoryChanges.moveTo(transaction, id, from, to);
  }
}
