package dev.atocore.core.memory;

import dev.atocore.audit.sql.Query;
import dev.atocore.core.access.Scope;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.search.Embedding;
import dev.atocore.core.search.NearMemory;
import dev.atocore.core.search.TextVectors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The living memories of the same project that mean almost the same as a memory, by the vectors
 * that are there: no embedder is asked.
 */
public final class NearMeanings {
  /** From here on two memories mean almost the same. */
  public static final double ALIKE = 0.8;

  private static final int LOOKED_AT = 20;

  private NearMeanings() {}

  /** Those, and those that share words; each once, the most alike first. */
  public static List<NearMemory> with(
      List<NearMemory> byWords,
      StoreConnection connection,
      Memory memory,
      Scope scope,
      VectorIndex index,
      TextVectors vectors,
      int limit)
      throws SQLException {
    List<NearMemory> all = new ArrayList<>(byWords);
    Set<String> known = new HashSet<>();
    byWords.forEach(near -> known.add(near.memory().id()));
    for (NearMemory near : of(connection, memory, scope, index, vectors)) {
      if (known.add(near.memory().id())) {
        all.add(near);
      }
    }
    all.sort(Comparator.comparingDouble(NearMemory::likeness).reversed());
    return List.copyOf(all.subList(0, Math.min(limit, all.size())));
  }

  private static List<NearMemory> of(
      StoreConnection connection,
      Memory memory,
      Scope scope,
      VectorIndex index,
      TextVectors vectors)
      throws SQLException {
    String model = VectorCare.model(connection, vectors);
    if (model == null) {
      return List.of();
    }
    byte[] own = VectorTable.own(connection, memory.id(), model, memory.content());
    if (own == null || own.length == 0) {
      return List.of();
    }
    String project = memory.project();
    UnaryOperator<Query> conditions =
        select ->
            MemoryQueries.within(select, scope)
                .andAny(
                    MemorySql.OF_STATUS,
                    List.of(MemoryStatus.ACTIVE.word(), MemoryStatus.CANDIDATE.word()))
                .and(MemorySql.OF_JUST_THAT_PROJECT, project);
    Embedding question = Embedding.ofStored(own);
    List<NearMemory> near = new ArrayList<>();
    for (VectorIndex.Near one :
        index.nearest(connection, model, question, conditions, true, LOOKED_AT)) {
      Double likeness = one.own();
      if (likeness != null && likeness >= ALIKE && !one.memory().id().equals(memory.id())) {
        near.add(NearMemory.byMeaning(one.memory(), Math.min(1, likeness), memory.content()));
      }
    }
    return near;
  }
}
