package dev.atocore.core.change;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.record.AuditGap;
import dev.atocore.audit.record.AuditGaps;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.core.db.Claim;
import dev.atocore.core.db.StoreConnection;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of a transaction that the log did not take. */
final class HomelessEntries {
  private final List<AuditEntry> entries = new ArrayList<>();

  void add(AuditEntry entry) {
    entries.add(entry);
  }

  List<AuditEntry> all() {
    return entries;
  }

  /** Puts them where they are kept instead, before the rows that they tell of are committed. */
  void keep(
      Keeping keeping, AuditSpool spool, StoreConnection connection, @Nullable Throwable cause) {
    if (entries.isEmpty()) {
      return;
    }
    try {
      switch (keeping) {
        case LOG, NOTHING -> {}
        case SPOOL -> {
          connection.claim(Claim.SPOOL);
          spool.append(entries);
        }
        case RECORD -> {
          AuditGaps gaps = new AuditGaps(connection.sql());
          for (AuditEntry entry : entries) {
            gaps.record(AuditGap.lost(entry, cause == null ? null : cause.getMessage()));
          }
        }
      }
    } catch (IOException | SQLException e) {
      throw new NotKeptException(e);
    }
  }

  /** The spool, or the record of lost entries, did not take them either. */
  static final class NotKeptException extends RuntimeException {
    NotKeptException(Exception cause) {
      super(cause);
    }
  }
}
