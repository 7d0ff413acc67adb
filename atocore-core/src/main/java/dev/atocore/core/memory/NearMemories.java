package dev.atocore.core.memory;

import dev.atocore.core.access.Scope;
import dev.atocore.core.db.FullText;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.search.NearMemory;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.text.Words;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The living memories of the same project that say almost the same as a memory. The full-text index
 * proposes by the rarer words, the share of common words decides. A memory of nothing but the
 * commonest words has none.
 */
public final class NearMemories {
  static final double ALIKE = 0.5;

  /** The words asked for at most; long ones first, which are rarer. */
  private static final int WORDS_LOOKED_FOR = 8;

  /** A word in more memories than this says little, and ranking all of them takes seconds. */
  private static final int RARE = 1000;

  private static final int PROPOSED = 50;

  private NearMemories() {}

  /** Those of a part of the store, the most alike first. */
  public static List<NearMemory> of(
      StoreConnection connection, Memory memory, Scope scope, int limit) throws SQLException {
    Set<String> words = words(memory.content());
    if (words.isEmpty()) {
      return List.of();
    }
    String rare = rare(connection, words);
    if (rare.isEmpty()) {
      return List.of();
    }
    SearchQuery query =
        SearchQuery.of(rare)
            .project(memory.project())
            .statuses(MemoryStatus.ACTIVE, MemoryStatus.CANDIDATE)
            .limit(PROPOSED);
    List<NearMemory> near = new ArrayList<>();
    for (Memory proposed : FullTextSearch.search(connection, query, scope).memories()) {
      double likeness = likeness(words, words(proposed.content()));
      if (likeness >= ALIKE
          && !proposed.id().equals(memory.id())
          && Objects.equals(proposed.project(), memory.project())) {
        near.add(NearMemory.byWords(proposed, likeness, memory.content()));
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

  /** The longest words of those that are not everywhere. */
  private static String rare(StoreConnection connection, Set<String> words) throws SQLException {
    List<String> longest = new ArrayList<>(words);
    longest.sort(Comparator.comparingInt(String::length).reversed().thenComparing(word -> word));
    List<String> rare = new ArrayList<>();
    for (String word : longest) {
      if (rare.size() == WORDS_LOOKED_FOR) {
        break;
      }
      if (!isCommon(connection, word)) {
        rare.add(word);
      }
    }
    return String.join(" ", rare);
  }

  private static boolean isCommon(StoreConnection connection, String word) throws SQLException {
    FullText index = connection.database().fullText();
    PreparedStatement select = connection.prepare(SearchSql.IS_FREQUENT);
    select.setString(1, index.anyOf(List.of(word)));
    select.setInt(2, RARE);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next();
    }
  }
}
