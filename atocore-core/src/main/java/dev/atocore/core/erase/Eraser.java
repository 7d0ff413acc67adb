package dev.atocore.core.erase;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.audit.log.EntryPages;
import dev.atocore.audit.record.AuditErasures;
import dev.atocore.audit.record.Erasure;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.core.change.AuditedTransaction;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.image.Image;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.model.Refusal;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Erases memories in one transaction, as far as {@link #MOST} entries go: its row first, so that
 * nobody reads it any more, then its entries in the order of their versions. Each piece puts on
 * record what it erases.
 */
final class Eraser {
  /** So many entries of a transaction keep other writers waiting for a moment only. */
  static final int MOST = 500;

  private static final int PIECE = 200;

  private final AuditedTransaction transaction;
  private final StoreConnection connection;
  private final AuditSpool.Content waiting;
  private final RedactionRequest request;
  private final String now = Times.format(Instant.now());
  private int left = MOST;

  Eraser(AuditedTransaction transaction, AuditSpool.Content waiting, RedactionRequest request)
      throws SQLException {
    this.transaction = transaction;
    this.connection = transaction.connection();
    this.waiting = waiting;
    this.request = request;
  }

  /** Whether it may erase more. */
  boolean mayGoOn() {
    return left > 0 && !transaction.isSliceOver();
  }

  /**
   * Erases a memory, or the next piece of it.
   *
   * @param after the {@link Piece#next} of the piece before; null for the first
   */
  Piece erase(String memoryId, @Nullable String after) throws SQLException {
    List<AuditEntry> history = new ArrayList<>();
    AuditPage page =
        new EntryPages(connection.sql()).history(memoryId, AuditFilter.ALL, PIECE, after);
    history.addAll(page.entries());
    left -= Math.max(1, history.size());
    StoredMemory stored = after == null ? transaction.find(memoryId) : null;
    if (stored != null) {
      transaction.require(memoryId);
    }
    Set<String> texts = new LinkedHashSet<>();
    List<Memory> said = new ArrayList<>();
    long through = stored == null ? 0 : stored.memory().version();
    boolean known = stored != null || !history.isEmpty() || after != null;
    for (AuditEntry entry : after == null ? waiting.entries() : List.<AuditEntry>of()) {
      if (entry.memoryId().equals(memoryId)) {
        known = true;
        through = Math.max(through, entry.version());
        if (!entry.redacted() && !saysNothing(entry)) {
          addTexts(texts, entry);
          addImage(said, entry.after());
        }
      }
    }
    if (!known) {
      throw new NotFoundException("there is no memory " + TextRules.quote(memoryId));
    }
    AuditEntry newest = connection.audit().findNewest(memoryId).orElse(null);
    if (page.next() == null && newest != null) {
      through = Math.max(through, newest.version());
    } else if (!history.isEmpty()) {
      through = history.get(history.size() - 1).version();
    }
    List<AuditEntry> open = new ArrayList<>(history);
    open.removeIf(entry -> entry.redacted() || saysNothing(entry));
    boolean rowSays =
        stored != null
            && (!stored.memory().content().equals(Memory.REDACTED)
                || !stored.memory().metadata().equals(Metadata.EMPTY)
                || !saysNothing(newest(newest, memoryId)));
    Set<String> archives = archives(history);
    AuditEntry made = null;
    if (!open.isEmpty() || rowSays || !texts.isEmpty()) {
      for (AuditEntry entry : open) {
        addTexts(texts, entry);
        addImage(said, entry.after());
      }
      erase(memoryId, through, open);
      if (stored != null && rowSays) {
        texts.add(stored.memory().content());
        addTexts(texts, stored.memory().metadata());
        said.add(stored.memory());
        made = transaction.redact(stored, newest);
      }
    }
    AuditEntry last = made == null ? newest : made;
    Long entryId = last == null ? null : Long.valueOf(last.id());
    if (!request.dryRun()) {
      said.removeIf(memory -> memory.content().equals(Memory.REDACTED));
      transaction.refusals().refuse(Refusal.Kind.REDACTED, said, entryId, now);
    }
    int chunks =
        request.sources() ? eraseChunks(memoryId, cited(history, stored), entryId, texts) : 0;
    return new Piece(
        stored == null ? null : stored.memory().owner().userId(),
        open.size(),
        made == null ? null : Long.valueOf(made.version()),
        chunks,
        archives,
        texts,
        page.next());
  }

  private void erase(String memoryId, long through, List<AuditEntry> open) throws SQLException {
    AuditErasures erasures = new AuditErasures(connection.sql());
    Change change = transaction.change();
    erasures.record(
        new Erasure.Redaction(
            memoryId,
            through,
            open.size(),
            change.actor(),
            change.note(),
            change.requestId(),
            now));
    erasures.redact(open);
  }

  private int eraseChunks(
      String memoryId, Set<String> ids, @Nullable Long entryId, Set<String> texts)
      throws SQLException {
    int erased = 0;
    for (String id : ids) {
      String text = ChunkErasure.erase(connection, id);
      if (text != null) {
        erased++;
        texts.add(text);
        if (!request.dryRun()) {
          transaction.refusals().refuseChunk(text, memoryId, entryId, now);
        }
      }
    }
    return erased;
  }

  /** The chunks that the memory cites, or once did. */
  private static Set<String> cited(List<AuditEntry> history, @Nullable StoredMemory stored) {
    List<Memory> images = new ArrayList<>();
    for (AuditEntry entry : history) {
      addImage(images, entry.after());
    }
    if (stored != null) {
      images.add(stored.memory());
    }
    Set<String> ids = new LinkedHashSet<>();
    for (Memory image : images) {
      ids.addAll(image.sourceChunkIds());
    }
    return ids;
  }

  /** The newest entry, in the log or on its way there: a redaction leaves one that can be read. */
  private @Nullable AuditEntry newest(@Nullable AuditEntry inLog, String memoryId) {
    AuditEntry newest = inLog;
    for (AuditEntry entry : waiting.entries()) {
      if (entry.memoryId().equals(memoryId)
          && (newest == null || entry.version() > newest.version())) {
        newest = entry;
      }
    }
    return newest;
  }

  /** The entry that a redaction itself made: its bodies say no more than that. */
  static boolean saysNothing(@Nullable AuditEntry entry) {
    return entry != null
        && entry.erased() == null
        && saysNothing(entry.after())
        && (entry.before() == null || saysNothing(entry.before()));
  }

  private static boolean saysNothing(@Nullable String image) {
    return Memory.REDACTED.equals(content(image)) && Image.of(image).text("metadata") == null;
  }

  private static void addTexts(Set<String> texts, AuditEntry entry) {
    for (String text :
        new @Nullable String[] {content(entry.before()), content(entry.after()), entry.note()}) {
      if (text != null && !text.equals(Memory.REDACTED)) {
        texts.add(text);
      }
    }
    addTexts(texts, Metadata.stored(Image.of(entry.before()).text("metadata")));
    addTexts(texts, Metadata.stored(Image.of(entry.after()).text("metadata")));
  }

  /** The names in it are the programs', not what is said. */
  private static void addTexts(Set<String> texts, Metadata metadata) {
    for (Object value : metadata.values().values()) {
      if (value instanceof String text) {
        texts.add(text);
      }
    }
  }

  private static void addImage(List<Memory> images, @Nullable String image) {
    try {
      images.add(Image.of(image).toMemory());
    } catch (InvalidInputException e) {
      // What is no image, somebody put there: nobody will say it again.
      return;
    }
  }

  /** What is no image, somebody put there: erased and looked for as it is. */
  private static @Nullable String content(@Nullable String image) {
    String content = Image.of(image).content();
    return content == null ? image : content;
  }

  /** Where bodies of these entries were moved to before. */
  private Set<String> archives(List<AuditEntry> history) throws SQLException {
    Set<String> files = new LinkedHashSet<>();
    boolean erasedBefore = history.stream().anyMatch(entry -> entry.erased() != null);
    if (!erasedBefore) {
      return files;
    }
    for (Erasure erasure : new AuditErasures(connection.sql()).all()) {
      if (erasure instanceof Erasure.Pruning pruning
          && history.stream()
              .anyMatch(
                  entry ->
                      entry.erased() != null && pruning.covers(entry.id(), entry.timestamp()))) {
        files.add(pruning.archive());
      }
    }
    return files;
  }

  /**
   * What one transaction erased of a memory.
   *
   * @param next where to go on; null when it is done
   */
  record Piece(
      @Nullable String userId,
      int entries,
      @Nullable Long version,
      int chunks,
      Set<String> archives,
      Set<String> texts,
      @Nullable String next) {}
}
