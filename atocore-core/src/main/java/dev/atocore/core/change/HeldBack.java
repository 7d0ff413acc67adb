package dev.atocore.core.change;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.memory.MemoryTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** New rows and entries of a transaction, which are written several at a time. */
final class HeldBack {
  private final StoreConnection connection;
  private final VectorBook vectors;
  private final List<MemoryTable.NewRow> rows = new ArrayList<>();
  private final List<AuditEntry> entries = new ArrayList<>();

  HeldBack(StoreConnection connection, VectorBook vectors) {
    this.connection = connection;
    this.vectors = vectors;
  }

  void add(MemoryTable.NewRow row) {
    rows.add(row);
  }

  void add(AuditEntry entry) throws SQLException {
    entries.add(entry);
    if (entries.size() == EntryTable.BATCH) {
      writeEntries();
    }
  }

  /** Writes the rows if they are as many as are written at a time. */
  void writeFullRows() throws SQLException {
    if (rows.size() == EntryTable.BATCH) {
      writeRows();
    }
  }

  void writeRows() throws SQLException {
    if (!rows.isEmpty()) {
      MemoryTable.insert(connection, rows);
      vectors.made(rows);
      rows.clear();
    }
  }

  void write() throws SQLException {
    writeRows();
    writeEntries();
  }

  private void writeEntries() throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    try {
      connection.audit().insert(entries);
      entries.clear();
    } catch (SQLException e) {
      throw HomelessEntries.notLogged(connection, e);
    }
  }
}
