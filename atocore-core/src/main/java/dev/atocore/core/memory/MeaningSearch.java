package dev.atocore.core.memory;

import dev.atocore.audit.sql.Query;
import dev.atocore.core.access.Scope;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.Owner;
import dev.atocore.core.search.Embedding;
import dev.atocore.core.search.Explanation;
import dev.atocore.core.search.Ranker;
import dev.atocore.core.search.SearchAnswer;
import dev.atocore.core.search.SearchMode;
import dev.atocore.core.search.SearchQuery;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Searches by meaning, alone or together with words. Both propose the best they have; among those
 * the {@link Ranker} puts all into one order, so the pages of a query end with them.
 */
public final class MeaningSearch {
  /** Each of the two proposes so many, if there are as many and no more are asked for. */
  private static final int PROPOSED = 300;

  private final StoreConnection connection;
  private final SearchQuery query;
  private final Scope scope;
  private final SearchMode mode;

  private MeaningSearch(
      StoreConnection connection, SearchQuery query, Scope scope, SearchMode mode) {
    this.connection = connection;
    this.query = query;
    this.scope = scope;
    this.mode = mode;
  }

  /**
   * The page that is asked for.
   *
   * @param mode {@link SearchMode#SEMANTIC} or {@link SearchMode#HYBRID}
   * @param model of which the question's vector is
   */
  public static SearchAnswer search(
      StoreConnection connection,
      SearchQuery query,
      Scope scope,
      SearchMode mode,
      VectorIndex index,
      String model,
      Embedding question)
      throws SQLException {
    return new MeaningSearch(connection, query, scope, mode).run(index, model, question);
  }

  /** What words found alone, in the order in which it was found, and why. */
  public static SearchAnswer ofWords(
      StoreConnection connection, SearchQuery query, Scope scope, boolean explained)
      throws SQLException {
    MemoryPage page = FullTextSearch.search(connection, query, scope);
    List<Explanation> explanations = new ArrayList<>();
    if (explained) {
      Ranker ranker = new Ranker(query.text());
      int rank = query.offset();
      for (Memory memory : page.memories()) {
        explanations.add(
            new Explanation(ranker.wordsIn(memory.content()), null, ++rank, null, false));
      }
    }
    return new SearchAnswer(page, explanations, SearchMode.TEXT, null);
  }

  private SearchAnswer run(VectorIndex index, String model, Embedding question)
      throws SQLException {
    int most = Math.max(PROPOSED, query.offset() + query.limit() + 1);
    Map<Long, Double> words = new HashMap<>();
    Map<Long, VectorIndex.Near> found = new LinkedHashMap<>();
    for (VectorIndex.Near near :
        index.nearest(connection, model, question, conditions(), isSelective(), most)) {
      found.put(near.seq(), near);
    }
    if (mode == SearchMode.HYBRID) {
      List<Long> byWordsAlone = new ArrayList<>();
      for (FullTextSearch.Hit hit : FullTextSearch.best(connection, query, scope, most)) {
        words.put(hit.seq(), hit.score());
        if (!found.containsKey(hit.seq())) {
          byWordsAlone.add(hit.seq());
        }
      }
      for (VectorIndex.Near near :
          VectorIndex.scored(connection, model, question, conditions(), byWordsAlone)) {
        found.put(near.seq(), near);
      }
    }
    List<Ranker.Candidate> candidates = new ArrayList<>(found.size());
    for (VectorIndex.Near near : found.values()) {
      candidates.add(
          new Ranker.Candidate(
              near.seq(),
              near.memory().content(),
              near.said(),
              words.getOrDefault(near.seq(), 0.0),
              near.own(),
              near.source()));
    }
    return page(new Ranker(query.text()).rank(candidates, mode), found);
  }

  private SearchAnswer page(List<Ranker.Ranked> ranked, Map<Long, VectorIndex.Near> found) {
    List<Memory> memories = new ArrayList<>();
    List<Explanation> explanations = new ArrayList<>();
    int end = Math.min(ranked.size(), query.offset() + query.limit());
    for (int i = query.offset(); i < end; i++) {
      VectorIndex.Near near = found.get(ranked.get(i).candidate().place());
      if (near != null) {
        memories.add(near.memory());
        explanations.add(ranked.get(i).explanation());
      }
    }
    String next = ranked.size() > end && end < SearchQuery.DEPTH ? Integer.toString(end) : null;
    return new SearchAnswer(new MemoryPage(memories, next, 0), explanations, mode, null);
  }

  private UnaryOperator<Query> conditions() {
    String project = query.filter().project();
    return select ->
        FullTextSearch.restrict(select, query, scope).andIf(MemorySql.OF_PROJECT, project);
  }

  /** Whether few memories may be meant, so that it pays to know them beforehand. */
  private boolean isSelective() {
    MemoryFilter filter = query.filter();
    return scope.bound()
        || filter.project() != null
        || !filter.owner().equals(Owner.NONE)
        || !filter.metadata().isEmpty();
  }
}
