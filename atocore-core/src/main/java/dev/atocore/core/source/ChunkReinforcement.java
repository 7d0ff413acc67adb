package dev.atocore.core.source;

import dev.atocore.audit.sql.Query;
import dev.atocore.core.change.AuditedTransaction;
import dev.atocore.core.change.MemoryChanges;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.memory.MemoryQueries;
import dev.atocore.core.memory.MemorySql;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.text.DenialWords;
import dev.atocore.core.text.Times;
import dev.atocore.core.text.Words;
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
 * memory's significant words occur in the chunk. A document vouches for a memory once, and not for
 * one that was drawn from it; where it seems to deny the memory, that is noted as a question.
 * Chunks are taken 500 at a time, with one pass over the memories for each, so that neither side
 * need fit in memory; how far it has come is kept with each page of memories, so that no chunk
 * counts twice.
 */
public final class ChunkReinforcement {
  static final double SHARE = 0.7;
  private static final int BATCH = 500;
  private static final int PAGE = 1000;
  private final Transactions transactions;
  private final Mutator mutator;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public ChunkReinforcement(Transactions transactions, Mutator mutator) {
    this.transactions = transactions;
    this.mutator = mutator;
  }

  public ChunkReinforcementReport run(@Nullable Instant since, double delta, Change change) {
    boolean kept = since == null;
    long chunks = 0;
    long reinforcements = 0;
    long denials = 0;
    Set<String> memories = new HashSet<>();
    ChunkProgress progress = kept ? transactions.read(ChunkProgress::read) : ChunkProgress.NONE;
    while (true) {
      List<SourceChunk> batch = nextBatch(progress, since);
      if (batch.isEmpty() && progress.begun()) {
        // What was begun with was deleted meanwhile.
        ChunkProgress begun = progress;
        progress = transactions.write(connection -> begun.end(connection));
        continue;
      }
      if (batch.isEmpty()) {
        return new ChunkReinforcementReport(chunks, memories.size(), reinforcements, denials);
      }
      long upTo = batch.get(batch.size() - 1).seq();
      Mentions mentions = new Mentions(batch);
      boolean ours = true;
      do {
        ChunkProgress from = new ChunkProgress(progress.counted(), upTo, progress.memory());
        ChunkProgress expected = progress;
        Page page =
            mutator.run(
                change.ofMany(),
                transaction -> {
                  if (kept) {
                    ChunkProgress found = ChunkProgress.read(transaction.connection());
                    if (!found.equals(expected)) {
                      return new Page(0, 0, Set.of(), found, false);
                    }
                  }
                  Page done = reinforce(transaction, mentions, from, delta);
                  if (kept) {
                    done.progress().write(transaction.connection());
                  }
                  return done;
                });
        reinforcements += page.reinforcements();
        denials += page.denials();
        memories.addAll(page.memories());
        progress = page.progress();
        ours = page.ours();
      } while (ours && progress.begun());
      chunks += ours ? batch.size() : 0;
    }
  }

  /** The chunks that were begun with, if any were, and the next otherwise. */
  private List<SourceChunk> nextBatch(ChunkProgress progress, @Nullable Instant since) {
    Query query =
        new Query(SourceSql.FIRST_CHUNKS)
            .and(SourceSql.CHUNKS_AFTER, progress.counted())
            .andIf(SourceSql.CHUNKS_UP_TO, progress.begun() ? progress.upTo() : null)
            .andIf(SourceSql.CHUNKS_SINCE, since == null ? null : Times.format(since))
            .then(BATCH);
    return transactions.read(
        connection -> {
          List<SourceChunk> batch = new ArrayList<>(BATCH);
          SourceTable.forEachChunk(connection, query, batch::add);
          return batch;
        });
  }

  private static Page reinforce(
      AuditedTransaction transaction, Mentions mentions, ChunkProgress from, double delta)
      throws SQLException {
    List<StoredMemory> page = new ArrayList<>(PAGE);
    MemoryQueries.forEach(
        transaction.connection(),
        new Query(MemorySql.OLDEST)
            .and(MemorySql.AFTER_SEQ, from.memory())
            .and(MemorySql.LIVING)
            .then(PAGE),
        page::add);
    long reinforcements = 0;
    long denials = 0;
    Set<String> memories = new HashSet<>();
    for (StoredMemory stored : page) {
      for (Mention mention : mentions.of(stored.memory())) {
        SourceChunk chunk = mention.chunk();
        if (mention.stance() == Stance.DENIES) {
          denials += transaction.evidence().deny(stored.memory(), chunk.documentId(), chunk.id());
        } else if (mention.stance() == Stance.AFFIRMS) {
          // Read again: an earlier chunk of this batch may have changed it.
          StoredMemory current = transaction.require(stored.memory().id());
          if (MemoryChanges.vouch(transaction, current, chunk.documentId(), chunk.id(), delta)) {
            reinforcements++;
            memories.add(current.memory().id());
          }
        }
      }
    }
    ChunkProgress progress =
        page.size() < PAGE
            ? ChunkProgress.after(from.upTo())
            : new ChunkProgress(from.counted(), from.upTo(), page.get(page.size() - 1).seq());
    return new Page(reinforcements, denials, memories, progress, true);
  }

  /**
   * What came of a page of memories.
   *
   * @param progress how far it has come now
   * @param ours false when another process had come further meanwhile: nothing was done
   */
  private record Page(
      long reinforcements,
      long denials,
      Set<String> memories,
      ChunkProgress progress,
      boolean ours) {}

  /** A chunk that has the words of a memory, and what it makes of them. */
  private record Mention(SourceChunk chunk, Stance stance) {}

  /** Which chunks of a batch have a word, by project. */
  private static final class Mentions {
    private final List<SourceChunk> chunks;
    private final Map<Integer, Passages> passages = new HashMap<>();
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

    List<Mention> of(Memory memory) {
      Set<String> words = new LinkedHashSet<>(Words.significant(memory.content()));
      Map<Integer, Integer> hits = new HashMap<>();
      for (String word : words) {
        for (int chunk : chunksByWord.getOrDefault(key(memory.project(), word), List.of())) {
          hits.merge(chunk, 1, Integer::sum);
        }
      }
      List<Mention> mentioning = new ArrayList<>();
      DenialWords said = hits.isEmpty() ? null : DenialWords.in(memory.content());
      for (int i = 0; i < chunks.size() && said != null; i++) {
        if (hits.containsKey(i) && hits.getOrDefault(i, 0) >= SHARE * words.size()) {
          Passages read =
              passages.computeIfAbsent(i, place -> new Passages(chunks.get(place).content()));
          mentioning.add(new Mention(chunks.get(i), read.stance(words, said)));
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
