package dev.atocore.core;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reinforces the living memories that new chunks of the same project mention: at least 70 % of a
 * memory's significant words occur in the chunk. A chunk does not vouch for the memory that was
 * drawn from it. Chunks are taken 500 at a time, with one pass over the memories for each, so that
 * neither side need fit in memory; what was done is remembered with each batch, so that no chunk
 * counts twice.
 */
final class ChunkReinforcement {
  static final double SHARE = 0.7;
  private static final int BATCH = 500;
  private static final int PAGE = 1000;
  private static final String WATERMARK_CATEGORY = "status";
  private static final String WATERMARK_KEY = "reinforce_watermark";
  private static final String OWN_PROJECT = "atocore";

  private final Transactions transactions;
  private final Mutator mutator;
  private final State state;

  ChunkReinforcement(Transactions transactions, Mutator mutator, State state) {
    this.transactions = transactions;
    this.mutator = mutator;
    this.state = state;
  }

  ChunkReinforcementReport run(@Nullable Instant since, double delta, Change change) {
    long chunks = 0;
    long reinforcements = 0;
    Set<String> memories = new HashSet<>();
    long after = since == null ? watermark() : 0;
    while (true) {
      List<SourceChunk> batch = nextBatch(after, since);
      if (batch.isEmpty()) {
        return new ChunkReinforcementReport(chunks, memories.size(), reinforcements);
      }
      after = batch.get(batch.size() - 1).seq();
      chunks += batch.size();
      Mentions mentions = new Mentions(batch);
      long seq = 0;
      while (seq >= 0) {
        long from = seq;
        Page page =
            mutator.run(change, transaction -> reinforce(transaction, mentions, from, delta));
        reinforcements += page.reinforcements();
        memories.addAll(page.memories());
        seq = page.lastSeq();
      }
      if (since == null) {
        state.set(OWN_PROJECT, WATERMARK_CATEGORY, WATERMARK_KEY, Long.toString(after));
      }
    }
  }

  private long watermark() {
    return state
        .get(OWN_PROJECT, WATERMARK_CATEGORY, WATERMARK_KEY)
        .map(
            value -> {
              try {
                return Long.parseLong(value.value().strip());
              } catch (NumberFormatException e) {
                throw new InvalidInputException(
                    "state atocore/status/reinforce_watermark is "
                        + Text.quote(value.value())
                        + ", not a number; set it to the seq of the last chunk that was counted");
              }
            })
        .orElse(0L);
  }

  private List<SourceChunk> nextBatch(long after, @Nullable Instant since) {
    Query query = new Query(SourceTable.SELECT_CHUNKS).and("source_chunks.seq > ?", after);
    if (since != null) {
      query.and("source_chunks.created_at >= ?", Times.format(since));
    }
    query.append(SourceTable.CHUNKS_IN_ORDER).append(" LIMIT ?", BATCH);
    return transactions.read(
        connection -> {
          List<SourceChunk> batch = new ArrayList<>(BATCH);
          SourceTable.forEachChunk(connection, query, batch::add);
          return batch;
        });
  }

  private static Page reinforce(
      AuditedTransaction transaction, Mentions mentions, long after, double delta)
      throws SQLException {
    List<StoredMemory> page = new ArrayList<>(PAGE);
    MemoryQueries.forEach(
        transaction.connection(),
        new Query(MemoryTable.SELECT)
            .and("memories.seq > ?", after)
            .and(MemoryTable.LIVING)
            .append(" ORDER BY memories.seq LIMIT ?", PAGE),
        page::add);
    long reinforcements = 0;
    Set<String> memories = new HashSet<>();
    for (StoredMemory stored : page) {
      for (SourceChunk chunk : mentions.of(stored.memory())) {
        // Read again: an earlier chunk of this batch may have changed it.
        StoredMemory current = transaction.require(stored.memory().id());
        Memory memory = current.memory();
        double confidence = Text.requireConfidence(Math.min(1.0, memory.confidence() + delta));
        Memory wanted = memory.withReference(confidence, Times.format(Instant.now()));
        String note = transaction.change().note();
        transaction.update(
            current,
            wanted,
            Transition.verb(memory, wanted),
            note == null ? "mentioned by chunk " + chunk.id() : note);
        reinforcements++;
        memories.add(memory.id());
      }
    }
    return new Page(
        reinforcements, memories, page.size() < PAGE ? -1 : page.get(page.size() - 1).seq());
  }

  private record Page(long reinforcements, Set<String> memories, long lastSeq) {}

  /** Which chunks of a batch have a word, by project. */
  private static final class Mentions {
    private final List<SourceChunk> chunks;
    private final Map<String, List<Integer>> chunksByWord = new HashMap<>();

    Mentions(List<SourceChunk> chunks) {
      this.chunks = chunks;
      for (int i = 0; i < chunks.size(); i++) {
        for (String word : new HashSet<>(Words.significant(chunks.get(i).content()))) {
          chunksByWord
              .computeIfAbsent(key(chunks.get(i).project(), word), k -> new ArrayList<>())
              .add(i);
        }
      }
    }

    List<SourceChunk> of(Memory memory) {
      Set<String> words = new LinkedHashSet<>(Words.significant(memory.content()));
      Map<Integer, Integer> hits = new HashMap<>();
      for (String word : words) {
        for (int chunk : chunksByWord.getOrDefault(key(memory.project(), word), List.of())) {
          hits.merge(chunk, 1, Integer::sum);
        }
      }
      List<SourceChunk> mentioning = new ArrayList<>();
      for (int i = 0; i < chunks.size() && !hits.isEmpty(); i++) {
        boolean enough = hits.getOrDefault(i, 0) >= SHARE * words.size();
        if (enough && hits.containsKey(i) && !chunks.get(i).id().equals(memory.sourceChunkId())) {
          mentioning.add(chunks.get(i));
        }
      }
      return mentioning;
    }

    /** Names cannot hold a line break, so this is unambiguous. */
    private static String key(@Nullable String project, String word) {
      return project == null ? "\n" + word : project + "\n" + word;
    }
  }
}
