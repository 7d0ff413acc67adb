package dev.atocore.integrity;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.record.AuditErasures;
import dev.atocore.audit.record.AuditGap;
import dev.atocore.audit.record.AuditGaps;
import dev.atocore.audit.record.Erasure;
import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.integrity.TamperCase.Edit;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is forged to hide an edit, and the edits, of a memory with three entries. */
final class TamperEdits {
  private static final String AT = "2026-01-01T00:00:00.000000Z";

  private TamperEdits() {}

  /** Records that somebody forges, in the order of the table's columns. */
  static Map<String, Edit> records(Path sound) throws SQLException {
    String memory = memory(sound);
    Map<String, Edit> records = new LinkedHashMap<>();
    records.put("nothing forged", store -> {});
    records.put(
        "redaction by hand",
        store ->
            store.execute(
                "INSERT INTO audit_erasures (kind, memory_id, through_version, entries, actor,"
                    + " erased_at)"
                    + " VALUES ('redacted', '%s', 99, 1, 'officer', '%s')".formatted(memory, AT)));
    records.put(
        "pruning by hand",
        store ->
            store.execute(
                "INSERT INTO audit_erasures (kind, older_than, through_entry, archive,"
                    + " archive_sha256, entries, actor,"
                    + " erased_at) VALUES ('pruned', '9999', 9999, 'a', 'b', 1, 'officer', '%s')"
                        .formatted(AT)));
    records.put(
        "acknowledgement by hand",
        store -> {
          for (int version = 1; version <= 3; version++) {
            store.execute(
                "INSERT INTO audit_gaps (kind, memory_id, version, actor, timestamp) VALUES ('acknowledged', '%s', %d, 'boss', '%s')"
                    .formatted(memory, version, AT));
          }
        });
    records.put(
        "redaction with its hashes",
        withLog(
            log ->
                new AuditErasures(log)
                    .record(new Erasure.Redaction(memory, 99, 1, "officer", null, null, AT))));
    records.put(
        "pruning with its hashes",
        withLog(
            log ->
                new AuditErasures(log)
                    .record(
                        new Erasure.Pruning(
                            "9999", 9999, "a", "b", 1, "officer", null, null, AT))));
    records.put(
        "acknowledgement with its hashes",
        withLog(
            log -> {
              for (int version = 1; version <= 3; version++) {
                new AuditGaps(log)
                    .record(AuditGap.acknowledged(memory, version, "boss", null, null, AT));
              }
            }));
    return records;
  }

  /** Edits behind the back of the triggers, in the order of the table's rows. */
  static Map<String, Edit> edits(Path sound) throws SQLException {
    String memory = memory(sound);
    Map<String, Edit> edits = new LinkedHashMap<>();
    edits.put("nothing else", store -> {});
    for (String column : List.of("content", "status", "type", "project", "confidence")) {
      edits.put("`" + column + "` of the row", row(memory, column));
      edits.put(
          "`" + column + "`, the newest entry erased",
          store -> {
            erase(store, memory, 3);
            row(memory, column).run(store);
          });
    }
    edits.put("the first entry erased", store -> erase(store, memory, 1));
    edits.put("an entry in the middle erased", store -> erase(store, memory, 2));
    edits.put("the first entry deleted", store -> delete(store, memory, 1));
    edits.put("an entry in the middle deleted", store -> delete(store, memory, 2));
    edits.put("the newest entry deleted", store -> delete(store, memory, 3));
    edits.put(
        "the newest entry deleted, the row set back",
        store -> {
          delete(store, memory, 3);
          setBack(store, memory);
        });
    edits.put(
        "all entries deleted",
        store -> store.execute("DELETE FROM memory_audit WHERE memory_id = '" + memory + "'"));
    edits.put(
        "all entries and the row deleted",
        store -> {
          store.execute("DELETE FROM memory_audit WHERE memory_id = '" + memory + "'");
          store.execute("DELETE FROM memories WHERE id = '" + memory + "'");
        });
    return edits;
  }

  private static Edit row(String memory, String column) {
    String value = column.equals("confidence") ? "0.123" : "'tampered'";
    return store ->
        store.execute(
            "UPDATE memories SET %s = %s WHERE id = '%s'".formatted(column, value, memory));
  }

  private static void delete(TamperCase store, String memory, int version) throws SQLException {
    store.execute(
        "DELETE FROM memory_audit WHERE memory_id = '%s' AND version = %d"
            .formatted(memory, version));
  }

  /**
   * With the true digests, as the trigger lets it pass; the salt as the record at hand wants it.
   */
  private static void erase(TamperCase store, String memory, int version) throws SQLException {
    boolean pruned =
        !store.value("SELECT 1 FROM audit_erasures WHERE older_than = '9999'").isEmpty();
    SqlConnection log = new SqlConnection(store.connection(), SqlDialect.SQLITE);
    List<AuditEntry> entries = new EntryTable(log).find(memory, version).stream().toList();
    if (pruned) {
      new AuditErasures(log).prune(entries);
    } else {
      new AuditErasures(log).redact(entries);
    }
    log.close();
  }

  private static void setBack(TamperCase store, String memory) throws SQLException {
    String newest =
        "(SELECT %s FROM memory_audit WHERE memory_id = memories.id ORDER BY version DESC LIMIT 1)";
    StringBuilder set = new StringBuilder();
    for (String field :
        List.of("status", "confidence", "reference_count", "last_referenced_at", "updated_at")) {
      set.append(field)
          .append(" = ")
          .append(newest.formatted("json_extract(after_json, '$." + field + "')"))
          .append(", ");
    }
    store.execute(
        "UPDATE memories SET "
            + set
            + "version = "
            + newest.formatted("version")
            + ", audit_head = "
            + newest.formatted("hash")
            + " WHERE id = '"
            + memory
            + "'");
  }

  private static Edit withLog(LogEdit edit) {
    return store -> {
      try (SqlConnection log = new SqlConnection(store.connection(), SqlDialect.SQLITE)) {
        edit.run(log);
      }
    };
  }

  /** The first that has three entries, none of them erased. */
  private static String memory(Path sound) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + sound);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT memory_id FROM memory_audit GROUP BY memory_id HAVING count(*) = 3 AND"
                    + " max(version) = 3 AND count(after_json) = 3 ORDER BY min(id) LIMIT 1")) {
      return rows.getString(1);
    }
  }

  /** What is done by AtoCore's own means. */
  @FunctionalInterface
  private interface LogEdit {
    void run(SqlConnection log) throws SQLException;
  }
}
