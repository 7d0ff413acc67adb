package dev.atocore.core.source;

import dev.atocore.core.model.Memory;
import dev.atocore.core.text.DenialWords;
import dev.atocore.core.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of some chunks of one project mention a memory of it. Not thread-safe. */
final class Mentions {
  /** So much of a memory's significant words a chunk has that mentions it. */
  static final double SHARE = 0.7;

  private final List<SourceChunk> chunks;
  private final Map<Integer, Passages> passages = new HashMap<>();
  private final Map<String, List<Integer>> chunksByWord = new HashMap<>();

  Mentions(List<SourceChunk> chunks) {
    this.chunks = chunks;
    for (int i = 0; i < chunks.size(); i++) {
      for (String word : new HashSet<>(Words.significant(chunks.get(i).content()))) {
        chunksByWord.computeIfAbsent(word, k -> new ArrayList<>()).add(i);
      }
    }
  }

  /** Those of a memory, in the order of the chunks. */
  List<Mention> of(Memory memory) {
    Set<String> words = new LinkedHashSet<>(Words.significant(memory.content()));
    Map<Integer, Integer> hits = new HashMap<>();
    for (String word : words) {
      for (int chunk : chunksByWord.getOrDefault(word, List.of())) {
        hits.merge(chunk, 1, Integer::sum);
      }
    }
    List<Integer> mentioning = new ArrayList<>();
    hits.forEach(
        (chunk, count) -> {
          if (count >= SHARE * words.size()) {
            mentioning.add(chunk);
          }
        });
    if (mentioning.isEmpty()) {
      return List.of();
    }
    mentioning.sort(null);
    DenialWords said = DenialWords.in(memory.content());
    List<Mention> mentions = new ArrayList<>(mentioning.size());
    for (int i : mentioning) {
      Passages read =
          passages.computeIfAbsent(i, place -> new Passages(chunks.get(place).content()));
      mentions.add(new Mention(chunks.get(i), read.stance(words, said)));
    }
    return mentions;
  }
}
