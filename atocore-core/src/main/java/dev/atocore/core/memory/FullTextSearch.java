package dev.atocore.core.memory;

import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.Sql;
import dev.atocore.core.access.Scope;
import dev.atocore.core.db.FullText;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.text.IndexText;
import dev.atocore.core.text.Words;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ranked full-text search: a memory matches when it has any significant word of the query, in any
 * inflection (Porter stemming), and bm25 puts those with more and rarer ones first.
 *
 * <p>Ranking reads every match, so it is kept to the newest {@link #RANKED} of those that the
 * filter lets through. Where more match, the rarer words of the query choose first, among all
 * memories; what is missing to the limit is filled up from the newest matches: a word that stands
 * in so many memories tells few apart.
 */
public final class FullTextSearch {
  /** More words than this do not make a query better, only slower: the rarest are kept. */
  private static final int MAX_WORDS = 64;

  /** No more than these are looked up to find the rarest; the longest, which are rarer. */
  private static final int MAX_LOOKED_UP = 10_000;

  /** A word in as many memories as this is not rare; they need not be counted. */
  private static final int RARE = 1000;

  /** Ranking that many takes some 30 ms. */
  static final int RANKED = SearchQuery.DEPTH;

  /** A project with more memories has a match soon; those of others are known beforehand. */
  private static final int LARGE = 20_000;

  private static final String CONSIDERED = "considered";
  private static final String SCORE = "score";

  private final StoreConnection connection;
  private final FullText index;
  private final SearchQuery query;
  private final Scope scope;
  private final int wanted;
  private final Set<String> found = new HashSet<>();
  private final List<Hit> page = new ArrayList<>();
  private double worst = Double.POSITIVE_INFINITY;
  private boolean bounded;

  private FullTextSearch(StoreConnection connection, SearchQuery query, Scope scope, int wanted) {
    this.connection = connection;
    this.index = connection.database().fullText();
    this.query = query;
    this.scope = scope;
    this.wanted = wanted;
  }

  /**
   * A memory that the words found.
   *
   * @param seq its number
   * @param score how well they match, above 0; not better than that of the one before
   */
  record Hit(Memory memory, long seq, double score) {}

  public static MemoryPage search(StoreConnection connection, SearchQuery query, Scope scope)
      throws SQLException {
    // One more than the page tells whether there are more.
    int wanted = Math.min(SearchQuery.DEPTH, query.offset() + query.limit() + 1);
    FullTextSearch search = new FullTextSearch(connection, query, scope, wanted);
    search.find();
    return search.page();
  }

  /** The best, whatever page is asked for; best first. */
  static List<Hit> best(StoreConnection connection, SearchQuery query, Scope scope, int most)
      throws SQLException {
    FullTextSearch search = new FullTextSearch(connection, query.after(null), scope, most);
    search.find();
    return search.page;
  }

  private void find() throws SQLException {
    List<String> words = words(query.text());
    if (words.isEmpty()) {
      return;
    }
    words = telling(words);
    if (words.size() > 1 && matches(words, RANKED + 1) > RANKED) {
      add(rarest(words));
    }
    add(words);
  }

  private MemoryPage page() {
    List<Memory> memories = page.stream().map(Hit::memory).toList();
    boolean more = memories.size() > query.limit();
    return new MemoryPage(
        more ? memories.subList(0, query.limit()) : memories,
        more ? Integer.toString(query.offset() + query.limit()) : null,
        0,
        bounded ? RANKED : 0);
  }

  private void add(List<String> words) throws SQLException {
    if (words.isEmpty() || found.size() >= wanted) {
      return;
    }
    MemoryFilter filter = query.filter();
    PreparedStatement select =
        restrict(new Query(SearchSql.BEST, index.anyOf(words)), query, scope)
            .andIf(ofProject(filter.project()), filter.project())
            .then(RANKED, wanted)
            .prepareKept(connection.sql());
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next() && found.size() < wanted) {
        bounded = rows.getInt(CONSIDERED) >= RANKED;
        if (found.add(MemoryTable.id(rows)) && found.size() > query.offset()) {
          StoredMemory stored = MemoryTable.read(rows);
          // Both databases give what matches better the smaller number, and none above zero.
          worst = Math.min(worst, Math.max(Double.MIN_NORMAL, -rows.getDouble(SCORE)));
          page.add(new Hit(stored.memory(), stored.seq(), worst));
        }
      }
    }
  }

  /** What the query says of the memories, but for their project. */
  static Query restrict(Query select, SearchQuery query, Scope scope) {
    MemoryFilter filter = query.filter();
    MemoryType type = filter.type();
    return MemoryQueries.restrict(
        MemoryQueries.within(select, scope)
            .andAny(MemorySql.OF_STATUS, query.statuses().stream().map(MemoryStatus::word).toList())
            .andIf(MemorySql.OF_TYPE, type == null ? null : type.word()),
        filter);
  }

  /** That the memory is of the project, said the way that is the fastest for it. */
  private Sql ofProject(@Nullable String project) throws SQLException {
    if (project == null) {
      return MemorySql.OF_PROJECT;
    }
    PreparedStatement large = connection.prepare(SearchSql.IS_LARGE_PROJECT);
    large.setString(1, project);
    large.setInt(2, LARGE);
    try (ResultSet rows = large.executeQuery()) {
      return rows.next() ? MemorySql.OF_PROJECT : SearchSql.IN_SMALL_PROJECT;
    }
  }

  /** All words of a query, or the rarest of many: where the telling one stands is no matter. */
  private List<String> telling(List<String> words) throws SQLException {
    if (words.size() <= MAX_WORDS) {
      return words;
    }
    List<String> looked = words;
    if (words.size() > MAX_LOOKED_UP) {
      looked = new ArrayList<>(words);
      looked.sort(Comparator.comparingInt(String::length).reversed());
      looked = looked.subList(0, MAX_LOOKED_UP);
    }
    Map<String, Integer> matches = matchesOfEach(looked, RARE);
    List<String> known = new ArrayList<>(looked);
    known.removeIf(word -> matches.getOrDefault(word, 0) == 0);
    known.sort(Comparator.comparing(word -> matches.getOrDefault(word, 0)));
    return known.subList(0, Math.min(MAX_WORDS, known.size()));
  }

  /** The rarest words, as many as have no more than {@link #RANKED} matches together. */
  private List<String> rarest(List<String> words) throws SQLException {
    Map<String, Integer> matches = matchesOfEach(words, RANKED + 1);
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

  private Map<String, Integer> matchesOfEach(List<String> words, int most) throws SQLException {
    Map<String, Integer> matches = new HashMap<>();
    for (String word : words) {
      matches.put(word, matches(List.of(word), most));
    }
    return matches;
  }

  /** How many memories match; not counted further than that. */
  private int matches(List<String> words, int most) throws SQLException {
    PreparedStatement count = connection.prepare(SearchSql.COUNT);
    count.setString(1, index.anyOf(words));
    count.setInt(2, most);
    try (ResultSet rows = count.executeQuery()) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private static List<String> words(String text) {
    List<String> words = Words.significant(text);
    if (words.isEmpty()) {
      words = Words.all(text);
    }
    return List.copyOf(IndexText.terms(words));
  }
}
