package dev.atocore.core.erase;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.log.AuditErasures;
import dev.atocore.audit.log.Erasure;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.core.change.AuditedTransaction;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.idempotency.AnsweredTable;
import dev.atocore.core.memory.MemoryTable;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Image;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.model.Refusal;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Erases what a memory ever said, for good: from its row, its entries, the spool, the search index
 * and the free space of the file. What is left are digests without salt, the record of who did it
 * and why, and an audited version that says {@link Memory#REDACTED}. Doing it again finishes what
 * was cut off.
 */
public final class Redaction {
  private final Transactions transactions;
  private final Mutator mutator;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public Redaction(Transactions transactions, Mutator mutator) {
    this.transactions = transactions;
    this.mutator = mutator;
  }

  /**
   * Erases what that memory said.
   *
   * @param alsoIn files and folders in which the erased texts are looked for, besides what lies
   *     beside the store
   */
  public RedactionReport run(String memoryId, Change change, List<Path> alsoIn) {
    putBackWhatWaits();
    AuditSpool.Content waiting = mutator.pending();
    Done done = mutator.run(change, transaction -> erase(transaction, memoryId, waiting));
    int lines = redactSpool(memoryId);
    Scrubber scrubber = new Scrubber(transactions);
    scrubber.cleanSearchIndex();
    boolean truncated = scrubber.truncateWal();
    Residue residue = new Residue(done.texts());
    boolean vacuumed = false;
    List<String> stillIn = List.of();
    boolean found = scrubber.finds(residue);
    if (found) {
      scrubber.vacuum();
      vacuumed = true;
      truncated = scrubber.truncateWal();
      stillIn = transactions.read(connection -> residue.whereIn(connection, memoryId));
      found = stillIn.isEmpty() && scrubber.finds(residue);
    }
    return new RedactionReport(
        memoryId,
        done.userId(),
        done.entries(),
        done.version(),
        lines,
        done.archives(),
        residue.size(),
        vacuumed,
        stillIn,
        nearby(residue, alsoIn),
        done.remembered(),
        truncated && !found);
  }

  private List<String> nearby(Residue residue, List<Path> alsoIn) {
    if (residue.size() == 0
        || !(transactions.pool().database().location() instanceof StoreFile store)) {
      return List.of();
    }
    FilesNearby files = new FilesNearby(store.path());
    transactions.read(RememberedTexts::backups).forEach(files::add);
    alsoIn.forEach(files::add);
    return files.holding(residue);
  }

  private Done erase(AuditedTransaction transaction, String memoryId, AuditSpool.Content waiting)
      throws SQLException {
    StoreConnection connection = transaction.connection();
    List<AuditEntry> history = new ArrayList<>();
    connection.audit().history(memoryId, history::add);
    StoredMemory stored = MemoryTable.find(connection, memoryId);
    if (stored != null) {
      transaction.require(memoryId);
    }
    Set<String> texts = new LinkedHashSet<>();
    long through = stored == null ? 0 : stored.memory().version();
    boolean known = stored != null || !history.isEmpty();
    for (AuditEntry entry : history) {
      through = Math.max(through, entry.version());
    }
    for (AuditEntry entry : waiting.entries()) {
      if (entry.memoryId().equals(memoryId)) {
        known = true;
        through = Math.max(through, entry.version());
        if (!entry.redacted() && !saysNothing(entry)) {
          addTexts(texts, entry);
        }
      }
    }
    if (!known) {
      throw new NotFoundException("there is no memory " + TextRules.quote(memoryId));
    }
    List<AuditEntry> open = new ArrayList<>(history);
    open.removeIf(entry -> entry.redacted() || saysNothing(entry));
    boolean rowSays =
        stored != null
            && (!stored.memory().content().equals(Memory.REDACTED)
                || !stored.memory().metadata().isEmpty()
                || !saysNothing(newest(history, waiting, memoryId)));
    List<String> archives = archives(connection, history);
    if (open.isEmpty() && !rowSays && texts.isEmpty()) {
      return new Done(0, null, archives, List.of(), 0, userId(stored));
    }
    open.forEach(entry -> addTexts(texts, entry));
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
            Times.format(Instant.now())));
    erasures.redact(open);
    AuditEntry newest = history.isEmpty() ? null : history.get(history.size() - 1);
    AuditEntry made = null;
    if (stored != null && rowSays) {
      texts.add(stored.memory().content());
      stored.memory().metadata().texts().forEach(texts::add);
      made = transaction.redact(stored, newest);
    }
    AnsweredTable.forgetBodies(connection);
    AuditEntry last = made == null ? newest : made;
    transaction
        .refusals()
        .refuse(
            Refusal.Kind.REDACTED,
            said(open, waiting, stored),
            last == null ? null : Long.valueOf(last.id()),
            Times.format(Instant.now()));
    int remembered = RememberedTexts.scrub(connection, new Residue(List.copyOf(texts)));
    return new Done(
        open.size(),
        made == null ? null : Long.valueOf(made.version()),
        archives,
        List.copyOf(texts),
        remembered,
        userId(stored));
  }

  private static @Nullable String userId(@Nullable StoredMemory stored) {
    return stored == null ? null : stored.memory().owner().userId();
  }

  /** The memory in all its forms that were readable until now. */
  private static List<Memory> said(
      List<AuditEntry> open, AuditSpool.Content waiting, @Nullable StoredMemory stored) {
    List<Memory> said = new ArrayList<>();
    for (AuditEntry entry : open) {
      add(said, entry.after());
    }
    for (AuditEntry entry : waiting.entries()) {
      if (stored != null && entry.memoryId().equals(stored.memory().id())) {
        add(said, entry.after());
      }
    }
    if (stored != null) {
      said.add(stored.memory());
    }
    said.removeIf(memory -> memory.content().equals(Memory.REDACTED));
    return said;
  }

  private static void add(List<Memory> said, @Nullable String image) {
    try {
      said.add(Image.of(image).toMemory());
    } catch (InvalidInputException e) {
      // What is no image, somebody put there: nobody will say it again.
      return;
    }
  }

  /** The newest entry, in the log or on its way there: a redaction leaves one that can be read. */
  private static @Nullable AuditEntry newest(
      List<AuditEntry> history, AuditSpool.Content waiting, String memoryId) {
    AuditEntry newest = history.isEmpty() ? null : history.get(history.size() - 1);
    for (AuditEntry entry : waiting.entries()) {
      if (entry.memoryId().equals(memoryId)
          && (newest == null || entry.version() > newest.version())) {
        newest = entry;
      }
    }
    return newest;
  }

  /** The entry that a redaction itself made: its bodies say no more than that. */
  private static boolean saysNothing(@Nullable AuditEntry entry) {
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
    for (String image : new @Nullable String[] {entry.before(), entry.after()}) {
      texts.addAll(Metadata.stored(Image.of(image).text("metadata")).texts());
    }
  }

  /** What is no image, somebody put there: erased and looked for as it is. */
  private static @Nullable String content(@Nullable String image) {
    String content = Image.of(image).content();
    return content == null ? image : content;
  }

  /** Where bodies of these entries were moved to before. */
  private static List<String> archives(StoreConnection connection, List<AuditEntry> history)
      throws SQLException {
    Set<String> files = new LinkedHashSet<>();
    boolean erasedBefore = history.stream().anyMatch(entry -> entry.erased() != null);
    if (!erasedBefore) {
      return List.of();
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
    return List.copyOf(files);
  }

  private void putBackWhatWaits() {
    try {
      mutator.replay();
    } catch (AtoCoreException e) {
      // It stays in the spool, where its bodies are erased all the same.
    }
  }

  private int redactSpool(String memoryId) {
    return transactions.write(
        connection -> {
          try {
            return mutator.spool().redact(memoryId, Redaction::saysNothing);
          } catch (IOException e) {
            throw new AuditException(
                "audit_spool_unwritable",
                "the log is redacted, the spool "
                    + mutator.spool().file()
                    + " is not: "
                    + e.getMessage()
                    + "; run it again",
                e);
          }
        });
  }

  private record Done(
      int entries,
      @Nullable Long version,
      List<String> archives,
      List<String> texts,
      int remembered,
      @Nullable String userId) {}
}
