package dev.atocore.core.search;

import dev.atocore.core.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts what words and meanings found into one order: the sum of both scores, each brought to 0 to 1
 * among the candidates. A memory has two voices, its own text and that of the chunk it cites.
 * Chosen by measurement: the sum of ranks (RRF) finds less. Knows no store.
 */
public final class Ranker {
  /** What the words of the chunk count beside the memory's own. */
  private static final double CHUNK_WORDS = 0.5;

  /** What the meaning of the chunk counts beside the memory's own. */
  private static final double CHUNK_MEANING = 0.5;

  private static final double SATURATION = 1.2;
  private static final double LENGTH = 0.75;

  private final List<String> asked;
  private final Set<String> stems;

  /** For that query. */
  public Ranker(String query) {
    this.asked = List.copyOf(new LinkedHashSet<>(wordsOf(query)));
    this.stems = new LinkedHashSet<>(WordStem.of(query));
  }

  /**
   * A memory that words or meaning found.
   *
   * @param place a number that tells candidates apart; a higher one is newer
   * @param text what the memory says
   * @param said what the chunk says that it cites; null without one
   * @param words how well its own words match, above 0; 0 when they do not
   * @param own how alike its own meaning is; null when it has no vector
   * @param source how alike the chunk's meaning is; null when it has no vector
   */
  public record Candidate(
      long place,
      String text,
      @Nullable String said,
      double words,
      @Nullable Double own,
      @Nullable Double source) {
    @Nullable Double similarity() {
      if (own == null || source == null) {
        return own == null ? source : own;
      }
      return Math.max(own, source);
    }
  }

  /**
   * A candidate in its place.
   *
   * @param candidate which
   * @param explanation why it is there
   */
  public record Ranked(Candidate candidate, Explanation explanation) {}

  /**
   * The candidates, best first.
   *
   * @param mode which scores count
   */
  public List<Ranked> rank(List<Candidate> candidates, SearchMode mode) {
    double[] chunkWords = mode == SearchMode.HYBRID ? chunkWords(candidates) : null;
    double mostWords = most(candidates, Candidate::words);
    double mostOwn = most(candidates, one -> one.own() == null ? 0 : one.own());
    double mostSource = most(candidates, one -> one.source() == null ? 0 : one.source());
    double leastOwn = -most(candidates, one -> one.own() == null ? -1 : -one.own());
    double leastSource = -most(candidates, one -> one.source() == null ? -1 : -one.source());
    List<Scored> scored = new ArrayList<>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      Candidate one = candidates.get(i);
      double words = share(one.words(), 0, mostWords);
      double ofChunk = chunkWords == null ? 0 : chunkWords[i];
      double own = share(one.own(), leastOwn, mostOwn);
      double source = share(one.source(), leastSource, mostSource);
      double meaning = own + CHUNK_MEANING * source;
      double score =
          switch (mode) {
            case TEXT -> words;
            case SEMANTIC -> meaning;
            case HYBRID -> words + CHUNK_WORDS * ofChunk + meaning;
          };
      boolean byChunk = ofChunk + orZero(one.source()) > words + orZero(one.own());
      scored.add(new Scored(one, score, meaning, byChunk));
    }
    Map<Long, Integer> textRanks = ranks(scored, one -> one.of.words(), one -> one.of.words() > 0);
    Map<Long, Integer> semanticRanks =
        ranks(scored, one -> one.meaning, one -> one.of.similarity() != null);
    scored.sort(order(one -> one.score));
    List<Ranked> ranked = new ArrayList<>(scored.size());
    for (Scored one : scored) {
      Candidate of = one.of;
      ranked.add(
          new Ranked(
              of,
              new Explanation(
                  wordsIn(one.byChunk && of.said() != null ? of.said() : of.text()),
                  one.byChunk && of.source() != null
                      ? of.source()
                      : of.own() == null ? of.source() : of.own(),
                  textRanks.get(of.place()),
                  semanticRanks.get(of.place()),
                  one.byChunk)));
    }
    return ranked;
  }

  /** The words of the query that a text has, in any inflection. */
  public List<String> wordsIn(String text) {
    Set<String> has = new HashSet<>(WordStem.of(text));
    List<String> found = new ArrayList<>();
    for (String word : asked) {
      if (WordStem.of(word).stream().anyMatch(has::contains)) {
        found.add(word);
      }
    }
    return found;
  }

  private static List<String> wordsOf(String query) {
    List<String> words = Words.significant(query);
    return words.isEmpty() ? Words.all(query) : words;
  }

  /** Okapi's bm25 of the chunks, among the chunks of the candidates, brought to 0 to 1. */
  private double[] chunkWords(List<Candidate> candidates) {
    List<@Nullable Map<String, Integer>> counts = new ArrayList<>();
    Map<String, Integer> documents = new HashMap<>();
    long length = 0;
    int chunks = 0;
    for (Candidate one : candidates) {
      String said = one.said();
      if (said == null) {
        counts.add(null);
        continue;
      }
      Map<String, Integer> count = new HashMap<>();
      List<String> all = WordStem.of(said);
      for (String stem : all) {
        if (stems.contains(stem)) {
          count.merge(stem, 1, Integer::sum);
        }
      }
      count.keySet().forEach(stem -> documents.merge(stem, 1, Integer::sum));
      count.put("", all.size());
      counts.add(count);
      length += all.size();
      chunks++;
    }
    double average = chunks == 0 ? 1 : Math.max(1, (double) length / chunks);
    double[] scores = new double[candidates.size()];
    double most = 0;
    for (int i = 0; i < scores.length; i++) {
      Map<String, Integer> count = counts.get(i);
      if (count == null) {
        continue;
      }
      double norm = SATURATION * (1 - LENGTH + LENGTH * count.getOrDefault("", 0) / average);
      for (Map.Entry<String, Integer> of : count.entrySet()) {
        if (!of.getKey().isEmpty()) {
          int in = documents.getOrDefault(of.getKey(), 0);
          double rarity = Math.log(1 + (chunks - in + 0.5) / (in + 0.5));
          scores[i] += rarity * of.getValue() * (SATURATION + 1) / (of.getValue() + norm);
        }
      }
      most = Math.max(most, scores[i]);
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] = share(scores[i], 0, most);
    }
    return scores;
  }

  private static double most(List<Candidate> candidates, ToDoubleFunction<Candidate> of) {
    double most = Double.NEGATIVE_INFINITY;
    for (Candidate one : candidates) {
      most = Math.max(most, of.applyAsDouble(one));
    }
    return most;
  }

  private static double orZero(@Nullable Double value) {
    return value == null ? 0 : value;
  }

  /** Where between the least and the most it lies, 0 to 1; 0 for what is not there. */
  private static double share(@Nullable Double value, double least, double most) {
    if (value == null || most <= least) {
      return value == null || value <= 0 ? 0 : 1;
    }
    return Math.max(0, (value - least) / (most - least));
  }

  private static Map<Long, Integer> ranks(
      List<Scored> scored, ToDoubleFunction<Scored> by, Predicate<Scored> counted) {
    List<Scored> sorted = new ArrayList<>(scored);
    sorted.removeIf(counted.negate());
    sorted.sort(order(by));
    Map<Long, Integer> ranks = new HashMap<>();
    for (Scored one : sorted) {
      ranks.put(one.of.place(), ranks.size() + 1);
    }
    return ranks;
  }

  private static Comparator<Scored> order(ToDoubleFunction<Scored> by) {
    return Comparator.comparingDouble(by)
        .reversed()
        .thenComparing(Comparator.comparingLong((Scored one) -> one.of.place()).reversed());
  }

  private record Scored(Candidate of, double score, double meaning, boolean byChunk) {}
}
