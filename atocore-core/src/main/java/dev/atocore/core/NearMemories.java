package dev.atocore.core;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The living memories of the same project that say almost the same as a memory. The full-text index
 * proposes, the share of common words decides.
 */
final class NearMemories {
  static final double ALIKE = 0.5;

  /** Long words are rare ones, which keeps the search cheap in a store of millions. */
  private static final int WORDS_LOOKED_FOR = 8;

  private static final int PROPOSED = 50;

  private NearMemories() {}

  /** The most alike first. */
  static List<NearMemory> of(StoreConnection connection, Memory memory, int limit)
      throws SQLException {
    Set<String> words = words(memory.content());
    if (words.isEmpty()) {
      return List.of();
    }
    SearchQuery query =
        SearchQuery.of(longest(words))
            .project(memory.project())
            .statuses(MemoryStatus.ACTIVE, MemoryStatus.CANDIDATE)
            .limit(PROPOSED);
    List<NearMemory> near = new ArrayList<>();
    for (Memory proposed : FullTextSearch.search(connection, query)) {
      double likeness = likeness(words, words(proposed.content()));
      if (likeness >= ALIKE
          && !proposed.id().equals(memory.id())
          && Objects.equals(proposed.project(), memory.project())) {
        near.add(new NearMemory(proposed, likeness));
      }
    }
    near.sort(Comparator.comparingDouble(NearMemory::likeness).reversed());
    return List.copyOf(near.subList(0, Math.min(limit, near.size())));
  }

  private static double likeness(Set<String> ours, Set<String> theirs) {
    long common = theirs.stream().filter(ours::contains).count();
    return theirs.isEmpty() ? 0 : 2.0 * common / (ours.size() + theirs.size());
  }

  private static Set<String> words(String text) {
    List<String> words = Words.significant(text);
    return new HashSet<>(words.isEmpty() ? Words.all(text) : words);
  }

  private static String longest(Set<String> words) {
    List<String> sorted = new ArrayList<>(words);
    sorted.sort(Comparator.comparingInt(String::length).reversed().thenComparing(w -> w));
    return String.join(" ", sorted.subList(0, Math.min(WORDS_LOOKED_FOR, sorted.size())));
  }
}
