package dev.atocore.audit.spool;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.record.AuditGap;
import dev.atocore.audit.record.AuditGaps;
import dev.atocore.audit.sql.SqlConnection;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts spooled entries back where their hashes say they belong. An entry fits when the memory's row
 * names its hash as the newest, or when the entry of the following version, or what is on record of
 * it if it was lost, names it as its predecessor; so replaying twice is replaying once, and an
 * entry whose change never committed fits nowhere and is set aside.
 */
public final class AuditReplay {
  private final SqlConnection connection;
  private final EntryTable log;
  private final AuditSpool spool;

  /** A replay of {@code spool} into {@code log}, both of the store behind {@code connection}. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public AuditReplay(SqlConnection connection, EntryTable log, AuditSpool spool) {
    this.connection = connection;
    this.log = log;
    this.spool = spool;
  }

  /** What would become of the spooled entries, as the log is by now. Writes nothing. */
  public ReplayReport sort() throws SQLException {
    return sort(spool.read());
  }

  /**
   * Sorts the spooled entries and inserts those that fit. To be called inside a transaction that
   * holds the store's write lock. The caller commits, and then calls {@link #settle} inside another
   * such transaction, because the spool may only forget an entry once it is committed.
   */
  public ReplayReport insert() throws SQLException {
    ReplayReport report = sort();
    for (AuditEntry entry : report.restored()) {
      log.insert(entry);
    }
    return report;
  }

  /**
   * Inserts a part of what {@link #sort} found to fit, of what fits still. To be called like {@link
   * #insert}, as long as the spool is as it was when it was sorted.
   *
   * @param from the first one
   * @param over asked after each whether the rest should go into another transaction
   */
  public Part insert(Fitting fitting, int from, BooleanSupplier over) throws SQLException {
    List<AuditEntry> inserted = new ArrayList<>();
    int next = from;
    do {
      AuditEntry entry = fitting.entries.get(next);
      if (place(entry, fitting.byVersion) == Place.FITS) {
        log.insert(entry);
        inserted.add(entry);
      }
      next++;
    } while (next < fitting.entries.size() && !over.getAsBoolean());
    return new Part(inserted, next);
  }

  /**
   * Takes what the log now has, what never committed, and what is no entry, out of the spool. Holds
   * the write lock like {@link #insert}.
   */
  public void settle() throws SQLException, IOException {
    AuditSpool.Content content = spool.read();
    ReplayReport report = sort(content);
    spool.abort(report.setAside(), content.unreadable());
    List<AuditEntry> keep = new ArrayList<>(report.restored());
    keep.addAll(report.pending());
    if (keep.isEmpty() || keep.size() < content.entries().size() || report.unreadable() > 0) {
      spool.keepOnly(keep);
    }
  }

  private ReplayReport sort(AuditSpool.Content content) throws SQLException {
    List<AuditEntry> newestFirst = new ArrayList<>(new LinkedHashSet<>(content.entries()));
    newestFirst.sort(Comparator.comparingLong(AuditEntry::version).reversed());
    Map<String, AuditEntry> accepted = new HashMap<>();
    List<AuditEntry> restored = new ArrayList<>();
    List<AuditEntry> alreadyThere = new ArrayList<>();
    List<AuditEntry> setAside = new ArrayList<>();
    List<AuditEntry> pending = new ArrayList<>();
    for (AuditEntry entry : newestFirst) {
      switch (place(entry, accepted)) {
        case FITS -> {
          accepted.put(key(entry.memoryId(), entry.version()), entry);
          restored.add(entry);
        }
        case THERE -> alreadyThere.add(entry);
        case NOWHERE -> setAside.add(entry);
        case UNKNOWN -> pending.add(entry);
      }
    }
    restored.sort(Comparator.comparingLong(AuditEntry::id));
    return new ReplayReport(restored, alreadyThere, setAside, pending, content.unreadable().size());
  }

  private Place place(AuditEntry entry, Map<String, AuditEntry> accepted) throws SQLException {
    Optional<AuditEntry> stored = log.find(entry.memoryId(), entry.version());
    if (stored.isPresent()) {
      return stored.get().hash().equals(entry.hash()) ? Place.THERE : Place.NOWHERE;
    }
    if (!entry.computeHash().equals(entry.hash()) || log.find(entry.id()).isPresent()) {
      return Place.UNKNOWN;
    }
    AuditEntry following = accepted.get(key(entry.memoryId(), entry.version() + 1));
    if (following == null) {
      following = log.find(entry.memoryId(), entry.version() + 1).orElse(null);
    }
    if (following != null) {
      return entry.hash().equals(following.prevHash()) ? Place.FITS : Place.NOWHERE;
    }
    AuditGap lost = new AuditGaps(connection).lost(entry.memoryId(), entry.version() + 1);
    if (lost != null) {
      return entry.hash().equals(lost.prevHash()) ? Place.FITS : Place.NOWHERE;
    }
    Head head = head(entry.memoryId());
    if (head == null) {
      // A new memory whose row never committed; or a row that someone deleted, which is not ours to
      // decide.
      return entry.version() == 1 ? Place.NOWHERE : Place.UNKNOWN;
    }
    if (entry.version() == head.version()) {
      return entry.hash().equals(head.hash()) ? Place.FITS : Place.NOWHERE;
    }
    return entry.version() > head.version() ? Place.NOWHERE : Place.UNKNOWN;
  }

  private @Nullable Head head(String memoryId) throws SQLException {
    try (PreparedStatement select = connection.prepareAnew(ReplaySql.HEAD)) {
      select.setString(1, memoryId);
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next()) {
          return null;
        }
        byte[] hash = rows.getBytes(2);
        return new Head(rows.getLong(1), hash == null ? null : ByteString.wrap(hash));
      }
    }
  }

  private static String key(String memoryId, long version) {
    return version + " " + memoryId;
  }

  /** The entries that fit, in the order in which they are inserted. */
  public static final class Fitting {
    private final List<AuditEntry> entries;
    private final Map<String, AuditEntry> byVersion = new HashMap<>();

    public Fitting(List<AuditEntry> entries) {
      this.entries = List.copyOf(entries);
      for (AuditEntry entry : entries) {
        byVersion.put(key(entry.memoryId(), entry.version()), entry);
      }
    }

    public int size() {
      return entries.size();
    }
  }

  /**
   * What one transaction inserted.
   *
   * @param inserted the entries
   * @param next where to go on
   */
  public record Part(List<AuditEntry> inserted, int next) {}

  private enum Place {
    FITS,
    THERE,
    NOWHERE,
    UNKNOWN
  }

  private record Head(long version, @Nullable ByteString hash) {}
}
