package dev.atocore.core.change;

import dev.atocore.core.db.InSlices;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.EachChange;
import dev.atocore.core.model.EachChange.Invalidate;
import dev.atocore.core.model.EachChange.Promote;
import dev.atocore.core.model.EachChange.Reinforce;
import dev.atocore.core.model.EachOutcome;
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
  private final Mutator mutator;

  public GroupedChanges(Mutator mutator) {
    this.mutator = mutator;
  }

  public void run(List<String> ids, EachChange what, Change change, Consumer<EachOutcome> each) {
    for (int from = 0; from < ids.size(); from += EachChange.GROUP) {
      List<String> group = ids.subList(from, Math.min(ids.size(), from + EachChange.GROUP));
      InSlices.run(
          group,
          some -> mutator.run(change.ofMany(), transaction -> write(transaction, some, what)),
          each);
    }
  }

  private static List<EachOutcome> write(
      AuditedTransaction transaction, List<String> group, EachChange what) throws SQLException {
    List<EachOutcome> outcomes = new ArrayList<>(group.size());
    transaction.hold(group);
    for (String id : group) {
      try {
        outcomes.add(new EachOutcome(id, one(transaction, id, what), null));
      } catch (AtoCoreException e) {
        if (e.concernsAll()) {
          throw e;
        }
        outcomes.add(new EachOutcome(id, null, e));
      }
      if (transaction.isSliceOver()) {
        break;
      }
    }
    return outcomes;
  }

  private static Mutation one(AuditedTransaction transaction, String id, EachChange what)
      throws SQLException {
    if (what instanceof Reinforce reinforce) {
      return MemoryChanges.reinforce(transaction, id, reinforce.delta());
    }
    MemoryStatus from = what instanceof Invalidate ? MemoryStatus.ACTIVE : MemoryStatus.CANDIDATE;
    MemoryStatus to = what instanceof Promote ? MemoryStatus.ACTIVE : MemoryStatus.INVALID;
    return MemoryChanges.moveTo(transaction, id, from, to);
  }
}
