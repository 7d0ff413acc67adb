package dev.atocore.audit.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.entry.EntryLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The file beside a store that keeps the entries which could not be written at the time: one JSON
 * object a line, mode 0600, flushed to the disk before the mutation commits. Whoever touches it
 * holds the store's write lock, so it needs none of its own. Entries that turn out to belong to no
 * committed change are moved to a second file, {@code …aborted.ndjson}, and stay there.
 */
public final class AuditSpool {
  /** What the name of a store's spool ends with. */
  public static final String ENDING = ".audit-spool.ndjson";

  /** The same of those entries that never committed. */
  public static final String ABORTED_ENDING = ".audit-spool.aborted.ndjson";

  private final SpoolFile file;
  private final SpoolFile aborted;

  /**
   * The spool in {@code file}, by convention {@code <db>.audit-spool.ndjson}. The file need not
   * exist.
   */
  public AuditSpool(Path file) {
    this.file = new SpoolFile(file);
    String name = String.valueOf(file.getFileName());
    String stem =
        name.endsWith(".ndjson") ? name.substring(0, name.length() - ".ndjson".length()) : name;
    this.aborted = new SpoolFile(file.resolveSibling(stem + ".aborted.ndjson"));
  }

  /**
   * Takes over the entries of a spool that lies beside another name of the store, unless some wait
   * here: one of an older release, which kept a spool for each name.
   */
  public void takeOver(AuditSpool former) {
    if (!isEmpty() || former.isEmpty()) {
      return;
    }
    try {
      former.file.moveTo(file.path());
    } catch (IOException e) {
      // Gone, or not ours to move: the doctor names it.
    }
  }

  /** Where the entries are kept. */
  public Path file() {
    return file.path();
  }

  /** Where entries that never committed are set aside. */
  public Path abortedFile() {
    return aborted.path();
  }

  /** Whether nothing waits. Costs one look at the file system. */
  public boolean isEmpty() {
    return !file.exists();
  }

  /** A text that changes whenever the spool does; empty when nothing waits. */
  public String stamp() {
    return file.stamp();
  }

  /**
   * What waits, oldest first, and how many lines could not be read (a line torn by a crash, or
   * someone's edit).
   *
   * @throws AuditException with the code {@code audit_spool_unreadable}
   */
  public Content read() {
    return file.read();
  }

  /**
   * The largest id of an entry that waits; 0 when none does. Far cheaper than reading them.
   *
   * @throws AuditException with the code {@code audit_spool_unreadable}
   */
  public long largestId() {
    return file.largestId();
  }

  /** What was set aside: entries whose change never committed, and torn lines. */
  public Content readAborted() {
    return aborted.read();
  }

  /** Adds entries and returns once they are on the disk. */
  public void append(List<AuditEntry> entries) throws IOException {
    file.append(EntryLines.encode(entries));
  }

  /**
   * Erases the bodies and salts of a memory's entries, of those set aside too, and torn lines that
   * name it.
   *
   * @param kept which of them keep their bodies
   * @return how many lines were rewritten or removed
   */
  public int redact(String memoryId, Predicate<AuditEntry> kept) throws IOException {
    return redact(file, memoryId, kept) + redact(aborted, memoryId, kept);
  }

  /** Sets entries and torn lines aside for good; those that are there already are not doubled. */
  void abort(List<AuditEntry> entries, List<String> torn) throws IOException {
    Content there = aborted.read();
    Set<ByteString> hashes = new HashSet<>();
    for (AuditEntry entry : there.entries()) {
      hashes.add(entry.hash());
    }
    List<AuditEntry> fresh = new ArrayList<>(entries);
    fresh.removeIf(entry -> hashes.contains(entry.hash()));
    List<String> lines = new ArrayList<>(torn);
    lines.removeAll(there.unreadable());
    if (!fresh.isEmpty() || !lines.isEmpty()) {
      aborted.append(encode(fresh, lines));
    }
  }

  /** Replaces the file's content; with nothing left to keep, removes it. */
  void keepOnly(List<AuditEntry> entries) throws IOException {
    List<AuditEntry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(AuditEntry::id));
    file.replace(EntryLines.encode(sorted));
  }

  private static int redact(SpoolFile file, String memoryId, Predicate<AuditEntry> kept)
      throws IOException {
    Content content = file.read();
    List<AuditEntry> entries = new ArrayList<>();
    int changed = 0;
    for (AuditEntry entry : content.entries()) {
      boolean redact = entry.memoryId().equals(memoryId) && !entry.redacted() && !kept.test(entry);
      entries.add(redact ? entry.redact() : entry);
      changed += redact ? 1 : 0;
    }
    List<String> torn = new ArrayList<>(content.unreadable());
    torn.removeIf(line -> line.contains(memoryId));
    changed += content.unreadable().size() - torn.size();
    if (changed > 0) {
      file.replaceAndWipe(encode(entries, torn));
    }
    return changed;
  }

  private static byte[] encode(List<AuditEntry> entries, List<String> torn) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (String line : torn) {
      lines.writeBytes(line.getBytes(UTF_8));
      lines.write('\n');
    }
    lines.writeBytes(EntryLines.encode(entries));
    return lines.toByteArray();
  }

  /**
   * What a spool file holds.
   *
   * @param entries the entries, in the order they were written
   * @param unreadable lines that are no entry
   */
  public record Content(List<AuditEntry> entries, List<String> unreadable) {
    /** Copies the lists. */
    public Content {
      entries = List.copyOf(entries);
      unreadable = List.copyOf(unreadable);
    }
  }
}
