package dev.atocore.core.bulk;

import dev.atocore.core.model.Draft;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Owner;
import dev.atocore.core.text.ContentHash;
import dev.atocore.core.text.TextRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the earlier batches of a dry run would have made: each batch is taken back when it is done,
 * so that nobody waits for a lock while the rest is read. Keeps, for each such memory, its id, its
 * document and a hash of what it says, some 300 bytes and nothing of its content: the only thing in
 * an import that grows with the number of lines. Empty in a real import.
 */
final class RehearsedImport {
  private final Map<String, String> saidById = new HashMap<>();
  private final Map<String, String> livingBySaid = new HashMap<>();
  private final Set<String> spoken = new HashSet<>();

  /** A memory would be made of a line, which may have named its id. */
  void add(String id, Draft draft) {
    String said = said(draft);
    if (draft.id() != null) {
      saidById.put(id, said);
    }
    if (draft.status().living()) {
      livingBySaid.putIfAbsent(said, id);
    }
  }

  boolean hasId(String id) {
    return saidById.containsKey(id);
  }

  /** Whether the memory of that id says what this one says. */
  boolean saysTheSame(String id, Draft draft) {
    return said(draft).equals(saidById.get(id));
  }

  /** A document would have spoken for a memory. */
  void spoke(String id, String document) {
    spoken.add(id + '\n' + document);
  }

  boolean hasSpoken(String id, String document) {
    return spoken.contains(id + '\n' + document);
  }

  /** The living memory that says the same; null when there is none. */
  @Nullable String living(Draft like) {
    return livingBySaid.isEmpty() ? null : livingBySaid.get(said(like));
  }

  /** No text has a NUL. */
  private static String said(Draft draft) {
    NewMemory memory = draft.memory();
    String project = memory.project();
    Owner owner = memory.owner();
    return ContentHash.of(
        draft.type()
            + '\0'
            + (project == null ? "" : project)
            + '\0'
            + (owner.userId() == null ? "" : owner.userId())
            + '\0'
            + (owner.agentId() == null ? "" : owner.agentId())
            + '\0'
            + TextRules.withoutEndBlanks(memory.content()));
  }
}
