package dev.atocore.integrity.checks.log;

import dev.atocore.alerts.event.Severity;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.record.RecordChain;
import dev.atocore.audit.record.RecordProblem;
import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.audit.verify.VerifyListener;
import dev.atocore.audit.verify.VerifyReport;
import dev.atocore.core.log.StoreLog;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Mark;
import dev.atocore.integrity.scan.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Entries that were edited, or chains that were rewritten. Recomputes every hash of the log. */
public final class AuditTamper extends BuiltInCheck {
  public static final int NEWEST = 1_000;

  public AuditTamper() {
    super(
        "audit-tamper",
        Severity.CRITICAL,
        "audit entries that were altered, and chains that do not hold together",
        "none: keep the file, and restore what you need beside it");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Told told = new Told(findings);
    StoreLog audit = context.store().audit();
    Mark since = context.since();
    if (since != null) {
      context.read(
          connection -> {
            Set<String> ids = changed(connection, since);
            try (SqlConnection sql = new SqlConnection(connection, SqlDialect.of(connection))) {
              told.records(RecordChain.read(sql));
              EntryTable log = new EntryTable(sql);
              for (String id : ids) {
                new ChainCheck(id, findings).look(log);
              }
            }
            return true;
          });
      return;
    }
    if (context.mayReadAll()) {
      VerifyReport report = context.gated(() -> audit.verify(null, told.within(context)));
      // Nobody compares a row with an entry that is known to be lost.
      if (report.ok() && report.acknowledged() == 0) {
        context.sound().seenLog();
      }
      return;
    }
    findings.note(
        "the log is large: verified were the memories that its newest "
            + NEWEST
            + " entries changed; a full run verifies all");
    context.read(
        connection -> {
          try (SqlConnection sql = new SqlConnection(connection, SqlDialect.of(connection))) {
            told.records(RecordChain.read(sql));
          }
          return true;
        });
    verify(context, audit, context.read(AuditTamper::lastChanged), told);
  }

  private static void verify(CheckContext context, StoreLog audit, Set<String> ids, Told told) {
    for (String memoryId : ids) {
      context.gated(() -> audit.verify(memoryId, told.within(context)));
    }
  }

  private static Set<String> changed(Connection connection, Mark since) throws SQLException {
    Set<String> ids = new TreeSet<>();
    Rows.forEach(
        connection, HistorySql.CHANGED_SINCE, row -> ids.add(row.getString(1)), since.entryId());
    return ids;
  }

  private static Set<String> lastChanged(Connection connection) throws SQLException {
    Set<String> ids = new TreeSet<>();
    Rows.forEach(connection, HistorySql.LAST_CHANGED, row -> ids.add(row.getString(1)));
    return ids;
  }

  private static boolean isTampering(AuditProblem.Verdict verdict) {
    return switch (verdict) {
      case ALTERED, LINK_BROKEN, FORKED, RECORD_ALTERED, MISCOUNTED -> true;
      // audit-gap and memory-drift tell these.
      case MISSING, TRUNCATED, PENDING, ROW_DRIFTED -> false;
    };
  }

  /** Keeps what was told of one memory, since two links of an entry can be broken. */
  private static final class Told {
    private final Findings findings;
    private final Set<String> subjects = new HashSet<>();
    private String memoryId = "";
    private int ofTheLog;

    Told(Findings findings) {
      this.findings = findings;
    }

    VerifyListener within(CheckContext context) {
      return new VerifyListener() {
        @Override
        public void problem(AuditProblem problem) {
          Told.this.problem(problem);
        }

        @Override
        public void progress(long entries) {
          context.requireGoing();
        }
      };
    }

    /** What is said beside the log is little, and is looked at each time. */
    void records(RecordChain chain) {
      for (RecordProblem problem : chain.problems()) {
        problem(AuditProblem.ofRecord(problem));
      }
    }

    private void problem(AuditProblem problem) {
      if (!isTampering(problem.verdict())) {
        return;
      }
      if (!problem.memoryId().equals(memoryId)) {
        memoryId = problem.memoryId();
        subjects.clear();
      }
      String subject =
          memoryId.isEmpty()
              ? "log/" + problem.verdict().code() + "/" + ++ofTheLog
              : memoryId + "@" + problem.version();
      if (problem.verdict() == AuditProblem.Verdict.FORKED) {
        subject += "/" + problem.entryId();
      } else if (problem.verdict() == AuditProblem.Verdict.RECORD_ALTERED) {
        subject += "/record";
      }
      if (subjects.add(subject)) {
        Details details =
            Details.of(problem.detail())
                .with("memory_id", memoryId)
                .with("version", problem.version())
                .with("verdict", problem.verdict().code());
        Long entryId = problem.entryId();
        findings.add(subject, entryId == null ? details : details.with("entry_id", entryId));
      }
    }
  }
}
