package dev.atocore.core.source;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.memory.EvidenceTable;
import dev.atocore.core.memory.MemoryTable;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.EvidenceKind;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.source.SourceTable.StoredText;
import dev.atocore.core.text.ContentHash;
import dev.atocore.core.text.Words;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a document that was edited. One whose text stayed keeps its id; a new one that
 * still holds what memories cite takes the id of the one it came from, so that their citations stay
 * good. A memory whose words are in no chunk any more is a question.
 */
final class Rechunking {
  private static final int ID_HEX_DIGITS = 16;

  private final String documentId;
  private final Map<String, StoredText> old;
  private final List<String> texts;
  private final @Nullable String[] ids;
  private final Set<String> kept = new HashSet<>();
  private final List<Citation> citations = new ArrayList<>();
  private final Map<Integer, String> spoken = new HashMap<>();

  Rechunking(StoreConnection connection, String documentId, List<String> texts)
      throws SQLException {
    this.documentId = documentId;
    this.old = SourceTable.texts(connection, documentId);
    this.texts = List.copyOf(texts);
    this.ids = new @Nullable String[texts.size()];
    keep();
    Map<Integer, Map<String, Integer>> votes = new LinkedHashMap<>();
    for (Evidence evidence : EvidenceTable.ofDocument(connection, documentId)) {
      follow(connection, evidence, votes);
    }
    name(votes);
  }

  /** A citation, and the place of the chunk that holds its words now; -1 for none. */
  private record Citation(Evidence evidence, boolean living, int place) {}

  /** The chunks whose text is no longer in the document. */
  Set<String> removed() {
    Set<String> removed = new HashSet<>(old.keySet());
    removed.removeAll(kept);
    return removed;
  }

  boolean isNew(int place) {
    return !kept.contains(id(place));
  }

  /** The id of the chunk at that place. */
  String id(int place) {
    return String.valueOf(ids[place]);
  }

  /** The place that a chunk that stayed had before. */
  long ordinalBefore(int place) {
    StoredText before = old.get(id(place));
    return before == null ? -1 : before.ordinal();
  }

  /** Writes where the citations lead now. */
  void followCitations(StoreConnection connection, String now) throws SQLException {
    for (Citation citation : citations) {
      Evidence evidence = citation.evidence();
      boolean said = citation.place() >= 0;
      if (!said && evidence.isOpen()) {
        EvidenceTable.remove(connection, evidence);
        continue;
      }
      EvidenceTable.put(connection, evidence.in(said ? id(citation.place()) : null));
      if (evidence.kind() == EvidenceKind.SOURCE) {
        Evidence unsaid =
            Evidence.of(evidence.memoryId(), EvidenceKind.UNSAID, documentId, null, now);
        if (said) {
          EvidenceTable.remove(connection, unsaid);
        } else if (citation.living()) {
          EvidenceTable.ask(connection, unsaid);
        }
      }
    }
  }

  private void keep() {
    Map<String, Deque<String>> byText = new HashMap<>();
    old.forEach(
        (id, text) -> byText.computeIfAbsent(text.content(), t -> new ArrayDeque<>()).add(id));
    for (int i = 0; i < ids.length; i++) {
      Deque<String> same = byText.get(texts.get(i));
      if (same != null && !same.isEmpty()) {
        ids[i] = same.poll();
        kept.add(id(i));
      }
    }
  }

  private void follow(
      StoreConnection connection, Evidence evidence, Map<Integer, Map<String, Integer>> votes)
      throws SQLException {
    String chunk = evidence.chunkId();
    boolean cites = evidence.kind().speaks() || evidence.kind() == EvidenceKind.DENIED;
    if (!cites || (chunk != null && (kept.contains(chunk) || !old.containsKey(chunk)))) {
      return;
    }
    StoredMemory stored = MemoryTable.find(connection, evidence.memoryId());
    if (stored == null) {
      return;
    }
    Memory memory = stored.memory();
    StoredText before = chunk == null ? null : old.get(chunk);
    int place = holder(memory.content(), before == null ? null : before.content());
    MemoryStatus status = MemoryStatus.of(memory.status());
    citations.add(new Citation(evidence, status != null && status.living(), place));
    if (place >= 0 && chunk != null && ids[place] == null) {
      votes.computeIfAbsent(place, p -> new LinkedHashMap<>()).merge(chunk, 1, Integer::sum);
    }
  }

  /**
   * The first chunk that still holds what the memory cites: its text, where the chunk before had
   * it, or else those of its words that were there; -1 for none.
   */
  private int holder(String content, @Nullable String before) {
    String wanted = spoken(content);
    boolean verbatim = before == null || spoken(before).contains(wanted);
    Set<String> cited = new HashSet<>(Words.all(content));
    if (before != null) {
      cited.retainAll(new HashSet<>(Words.all(before)));
    }
    for (int i = 0; i < ids.length && !cited.isEmpty(); i++) {
      String text = spoken.computeIfAbsent(i, place -> spoken(texts.get(place)));
      if (verbatim
          ? text.contains(wanted)
          : new HashSet<>(Words.all(texts.get(i))).containsAll(cited)) {
        return i;
      }
    }
    return -1;
  }

  /** Its words, so that neither marks nor line ends matter. */
  private static String spoken(String text) {
    return " " + String.join(" ", Words.all(text)) + " ";
  }

  private void name(Map<Integer, Map<String, Integer>> votes) {
    Set<String> used = new HashSet<>(kept);
    votes.forEach(
        (place, of) ->
            of.entrySet().stream()
                .filter(vote -> !used.contains(vote.getKey()))
                .max(Map.Entry.comparingByValue())
                .ifPresent(
                    vote -> {
                      ids[place] = vote.getKey();
                      used.add(vote.getKey());
                    }));
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == null) {
        String id = documentId + "#" + ContentHash.of(texts.get(i)).substring(0, ID_HEX_DIGITS);
        String free = id;
        for (int copy = 2; used.contains(free) || old.containsKey(free); copy++) {
          free = id + "-" + copy;
        }
        ids[i] = free;
        used.add(free);
      }
    }
  }
}
