package dev.atocore.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.Attribution;
import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditDraft;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.record.AuditScripts;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.audit.verify.AuditNotice;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.audit.verify.AuditSubject;
import dev.atocore.audit.verify.AuditVerifier;
import dev.atocore.audit.verify.ChainRange;
import dev.atocore.audit.verify.VerifyListener;
import dev.atocore.audit.verify.VerifyReport;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A log in an SQLite database in memory, made by the module's scripts, and the rows it is about.
 */
public final class TestLog implements AutoCloseable {
  private static final List<String> SCRIPTS =
      List.of(
          "V002__memory_audit",
          "V004__audit_guard",
          "V005__audit_tree",
          "V007__audit_record_digest",
          "V010__audit_record",
          "V013__audit_attribution",
          "V016__key_events",
          "V019__audit_filters",
          "V020__audit_guard_whole");

  private final Connection jdbc;
  private final SqlConnection sql;
  private final EntryTable entries;

  /** An empty log. */
  public TestLog() throws SQLException, IOException {
    jdbc = DriverManager.getConnection("jdbc:sqlite::memory:");
    sql = new SqlConnection(jdbc, SqlDialect.SQLITE);
    entries = new EntryTable(sql);
    for (String script : SCRIPTS) {
      script(script + ".up.sql");
    }
    execute("CREATE TABLE memories (id TEXT, version INTEGER, audit_head BLOB, image TEXT)");
  }

  /** The connection, as the module's classes take it. */
  public SqlConnection sql() {
    return sql;
  }

  /** The entries of the log. */
  public EntryTable entries() {
    return entries;
  }

  /** The time of the entry with that id. */
  public static String at(long id) {
    return "2026-01-01T00:00:%02d.000000Z".formatted(id);
  }

  /** A change of a memory with its entry. */
  public AuditEntry append(String memoryId, String actor) throws SQLException {
    AuditEntry entry = change(memoryId, actor, entries.maxId() + 1);
    entries.insert(entry);
    return entry;
  }

  /** A change of a memory whose entry did not reach the log. */
  public AuditEntry change(String memoryId, String actor, long id) throws SQLException {
    AuditEntry entry = next(memoryId, actor, id, row(memoryId));
    try (PreparedStatement replace =
        jdbc.prepareStatement("INSERT INTO memories VALUES (?, ?, ?, ?)")) {
      execute("DELETE FROM memories WHERE id = '" + memoryId + "'");
      replace.setString(1, memoryId);
      replace.setLong(2, entry.version());
      replace.setBytes(3, entry.hash().toByteArray());
      replace.setString(4, entry.after());
      replace.executeUpdate();
    }
    return entry;
  }

  /** The entry of a change that never committed. */
  public AuditEntry uncommitted(String memoryId, String actor, long id) throws SQLException {
    return next(memoryId, actor, id, row(memoryId));
  }

  /** Drops the triggers, as someone who tampers with the log would. */
  public void disarm() throws SQLException {
    List<String> triggers = new ArrayList<>();
    try (Statement statement = jdbc.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'trigger'")) {
      while (rows.next()) {
        triggers.add(rows.getString(1));
      }
    }
    for (String trigger : triggers) {
      execute("DROP TRIGGER " + trigger);
    }
  }

  /** Runs a script. */
  public void execute(String script) throws SQLException {
    try (Statement statement = jdbc.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  /** What verification finds in those chains while the spool is empty. */
  public Found verify(ChainRange range) throws SQLException {
    return verify(range, new AuditSpool.Content(List.of(), List.of()));
  }

  /** What verification finds in those chains. */
  public Found verify(ChainRange range, AuditSpool.Content pending) throws SQLException {
    List<AuditProblem> problems = new ArrayList<>();
    List<AuditNotice> notices = new ArrayList<>();
    Iterator<Row> rows = rows().iterator();
    VerifyReport report =
        new AuditVerifier(
                sql,
                pending,
                new VerifyListener() {
                  @Override
                  public void problem(AuditProblem problem) {
                    problems.add(problem);
                  }

                  @Override
                  public void notice(AuditNotice notice) {
                    notices.add(notice);
                  }
                })
            .verify(range, () -> rows.hasNext() ? rows.next() : null);
    return new Found(report, problems, notices);
  }

  @Override
  public void close() throws SQLException {
    sql.close();
    jdbc.close();
  }

  private static AuditEntry next(String memoryId, String actor, long id, @Nullable Row row) {
    long version = row == null ? 1 : row.version() + 1;
    return AuditEntry.seal(
        id,
        new AuditDraft(
            memoryId,
            version,
            row == null ? AuditAction.CREATED : AuditAction.UPDATED,
            actor,
            "shop",
            row == null ? null : row.image(),
            "{\"content\":\"" + memoryId + " " + version + "\"}",
            "because " + id,
            at(id),
            "request-" + id,
            row == null ? null : row.head(),
            Attribution.NONE));
  }

  private @Nullable Row row(String memoryId) throws SQLException {
    return rows().stream().filter(row -> row.memoryId().equals(memoryId)).findAny().orElse(null);
  }

  private List<Row> rows() throws SQLException {
    List<Row> found = new ArrayList<>();
    try (Statement statement = jdbc.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM memories ORDER BY id")) {
      while (rows.next()) {
        found.add(
            new Row(
                rows.getString(1),
                rows.getLong(2),
                ByteString.copyOf(rows.getBytes(3)),
                rows.getString(4)));
      }
    }
    return found;
  }

  private void script(String name) throws SQLException, IOException {
    try (InputStream script = Objects.requireNonNull(AuditScripts.open(name), name)) {
      execute(new String(script.readAllBytes(), UTF_8));
    }
  }

  /** What a verification reported. */
  public record Found(
      VerifyReport report, List<AuditProblem> problems, List<AuditNotice> notices) {}

  private record Row(String memoryId, long version, ByteString head, String image)
      implements AuditSubject {
    @Override
    public boolean sound() {
      return true;
    }

    @Override
    public boolean matches(byte[] expected) {
      return image.equals(new String(expected, UTF_8));
    }
  }
}
