package dev.atocore.core.memory;

import dev.atocore.audit.sql.Query;
import dev.atocore.core.db.FullText;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.text.Words;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Ranked full-text search: a memory matches when it has any significant word of the query, in any
 * inflection (Porter stemming), and bm25 puts those with more and rarer ones first.
 *
 * <p>Ranking reads every match, so it is kept to the newest {@link #RANKED} of them. Where more
 * match, the rarer words of the query choose first, among all memories; what is missing to the
 * limit is filled up from the newest matches: a word that stands in so many memories tells few
 * apart.
 */
public final class FullTextSearch {
  /** More words than this do not make a query better, only slower. */
  private static final int MAX_WORDS = 64;

  /** Ranking that many takes some 30 ms. */
  static final int RANKED = 10_000;

  private final StoreConnection connection;
  private final FullText index;
  private final SearchQuery query;
  private final Map<String, Memory> found = new LinkedHashMap<>();

  private FullTextSearch(StoreConnection connection, SearchQuery query) {
    this.connection = connection;
    this.index = connection.database().fullText();
    this.query = query;
  }

  public static List<Memory> search(StoreConnection connection, SearchQuery query)
      throws SQLException {
    List<String> words = words(query.text());
    if (words.isEmpty()) {
      return List.of();
    }
    FullTextSearch search = new FullTextSearch(connection, query);
    if (words.size() > 1 && search.matches(words) > RANKED) {
      search.add(search.rarest(words));
    }
    search.add(words);
    return List.copyOf(search.found.values());
  }

  private void add(List<String> words) throws SQLException {
    if (words.isEmpty() || found.size() == query.limit()) {
      return;
    }
    MemoryType type = query.type();
    PreparedStatement select =
        new Query(SearchSql.BEST, index.anyOf(words), RANKED)
            .andAny(MemorySql.OF_STATUS, query.statuses().stream().map(MemoryStatus::word).toList())
            .andIf(MemorySql.OF_TYPE, type == null ? null : type.word())
            .andIf(MemorySql.OF_PROJECT, query.project())
            .then(query.limit())
            .prepareKept(connection.sql());
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next() && found.size() < query.limit()) {
        Memory memory = MemoryTable.read(rows).memory();
        found.putIfAbsent(memory.id(), memory);
      }
    }
  }

  /** The rarest words, as many as have no more than {@link #RANKED} matches together. */
  private List<String> rarest(List<String> words) throws SQLException {
    Map<String, Integer> matches = new LinkedHashMap<>();
    for (String word : words) {
      matches.put(word, matches(List.of(word)));
    }
    List<String> byRarity = new ArrayList<>(words);
    byRarity.sort(Comparator.comparing(word -> matches.getOrDefault(word, 0)));
    List<String> rarest = new ArrayList<>();
    int together = 0;
    for (String word : byRarity) {
      together += matches.getOrDefault(word, 0);
      if (together > RANKED) {
        break;
      }
      rarest.add(word);
    }
    return rarest;
  }

  /** How many memories match; not counted further than just above {@link #RANKED}. */
  private int matches(List<String> words) throws SQLException {
    PreparedStatement count = connection.prepare(SearchSql.COUNT);
    count.setString(1, index.anyOf(words));
    count.setInt(2, RANKED + 1);
    try (ResultSet rows = count.executeQuery()) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private static List<String> words(String text) {
    List<String> words = Words.significant(text);
    if (words.isEmpty()) {
      words = Words.all(text);
    }
    List<String> distinct = new ArrayList<>(new LinkedHashSet<>(words));
    return distinct.subList(0, Math.min(MAX_WORDS, distinct.size()));
  }
}
