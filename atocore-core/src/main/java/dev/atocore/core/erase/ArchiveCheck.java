package dev.atocore.core.erase;

import dev.atocore.audit.archive.AuditArchive;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.record.AuditErasures;
import dev.atocore.audit.record.Erasure;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.erase.ArchiveProblem.Verdict;
import dev.atocore.core.error.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds an archive against the digests that the log kept of its bodies. To be used once. */
public final class ArchiveCheck {
  private final StoreConnection connection;
  private final Consumer<ArchiveProblem> report;
  private long lines;
  private long sound;
  private long problems;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public ArchiveCheck(StoreConnection connection, Consumer<ArchiveProblem> report) {
    this.connection = connection;
    this.report = report;
  }

  public ArchiveReport run(Path file) throws SQLException {
    List<Erasure> erasures = new AuditErasures(connection.sql()).all();
    String sha256;
    try {
      sha256 = AuditArchive.read(file, this::line);
    } catch (IOException e) {
      throw new StoreException(
          "archive_unreadable", "the archive " + file + " cannot be read: " + e.getMessage(), e);
    }
    Erasure written = null;
    for (Erasure erasure : erasures) {
      if (erasure instanceof Erasure.Pruning pruning && sha256.equals(pruning.archiveSha256())) {
        written = erasure;
      }
    }
    if (written == null) {
      problem(
          Verdict.NOT_ON_RECORD,
          0,
          null,
          "this is not, byte for byte, a file that 'audit prune' wrote for this store");
    }
    return new ArchiveReport(
        lines,
        sound,
        problems,
        sha256,
        written == null ? null : written.at(),
        written == null ? null : written.actor());
  }

  private void line(long number, @Nullable AuditEntry archived) {
    lines++;
    if (archived == null) {
      problem(Verdict.UNREADABLE, number, null, "line " + number + " is no entry");
      return;
    }
    AuditEntry entry = connection.audit().find(archived.id()).orElse(null);
    if (entry == null || !entry.hash().equals(archived.hash())) {
      problem(
          Verdict.UNKNOWN,
          number,
          archived.id(),
          "the log has no entry " + archived.id() + " with this hash");
    } else if (!archived.computeHash().equals(archived.hash()) || !archived.sameBodies(entry)) {
      problem(
          Verdict.ALTERED,
          number,
          archived.id(),
          "what line " + number + " says is not what the log holds the digests of");
    } else if (entry.redacted() && archived.erased() == null) {
      problem(
          Verdict.REDACTED_SINCE,
          number,
          archived.id(),
          "entry "
              + archived.id()
              + " was redacted since; line "
              + number
              + " still has its bodies");
    } else {
      sound++;
    }
  }

  private void problem(Verdict verdict, long line, @Nullable Long entryId, String detail) {
    problems++;
    report.accept(new ArchiveProblem(verdict, line, entryId, detail));
  }
}
