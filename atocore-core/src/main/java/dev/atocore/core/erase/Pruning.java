package dev.atocore.core.erase;

import dev.atocore.audit.archive.AuditArchive;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.EntryPages;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.record.AuditErasures;
import dev.atocore.audit.record.Erasure;
import dev.atocore.core.db.InSlices;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves the bodies of old entries out into an archive. The archive is whole and on the disk before
 * the first body goes; cut off in between, doing it again moves the rest.
 */
public final class Pruning {
  private static final int BATCH = 500;

  private final Transactions transactions;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public Pruning(Transactions transactions) {
    this.transactions = transactions;
  }

  public PruneReport run(Instant before, Path file, Change change, PruneProgress progress) {
    long[] moved = new long[1];
    String olderThan = Times.format(before);
    Path archive = file.toAbsolutePath();
    long[] altered = new long[1];
    long[] written = new long[1];
    try {
      if (!transactions.read(
          connection -> new EntryPages(connection.sql()).hasPrunable(olderThan))) {
        return new PruneReport(archive, "", 0, 0);
      }
      AuditArchive.Summary summary =
          AuditArchive.write(
              archive,
              each ->
                  transactions.read(
                      connection -> {
                        new EntryPages(connection.sql())
                            .prunable(
                                olderThan,
                                entry -> {
                                  if (entry.computeHash().equals(entry.hash())) {
                                    each.accept(entry);
                                    written[0]++;
                                    if (written[0] % BATCH == 0) {
                                      progress.written(written[0]);
                                    }
                                  } else {
                                    altered[0]++;
                                  }
                                });
                        return true;
                      }));
      transactions.write(
          connection -> {
            new AuditErasures(connection.sql())
                .record(
                    new Erasure.Pruning(
                        olderThan,
                        summary.throughEntry(),
                        archive.toString(),
                        summary.sha256(),
                        summary.entries(),
                        change.actor(),
                        change.note(),
                        change.requestId(),
                        Times.format(Instant.now())));
            return true;
          });
      List<AuditEntry> batch = new ArrayList<>();
      AuditArchive.read(
          archive,
          (number, entry) -> {
            if (entry != null) {
              batch.add(entry);
            }
            if (batch.size() == BATCH) {
              moved[0] += batch.size();
              erase(batch);
              progress.moved(moved[0]);
            }
          });
      erase(batch);
      new Scrubber(transactions).truncateWal();
      return new PruneReport(archive, summary.sha256(), summary.entries(), altered[0]);
    } catch (FileAlreadyExistsException e) {
      throw new StoreException("file_exists", file + " exists already; name a new file", e);
    } catch (IOException e) {
      throw new StoreException(
          "archive_unwritable", "the archive " + file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private void erase(List<AuditEntry> batch) {
    InSlices.run(
        batch, some -> transactions.write(connection -> erase(connection, some)), done -> {});
    batch.clear();
  }

  private static List<AuditEntry> erase(StoreConnection connection, List<AuditEntry> batch)
      throws SQLException {
    AuditErasures erasures = new AuditErasures(connection.sql());
    int done = 0;
    do {
      int end = Math.min(batch.size(), done + EntryTable.BATCH);
      List<AuditEntry> there = new ArrayList<>(EntryTable.BATCH);
      for (AuditEntry archived : batch.subList(done, end)) {
        connection
            .audit()
            .find(archived.id())
            .filter(entry -> entry.erased() == null && entry.hash().equals(archived.hash()))
            .ifPresent(there::add);
      }
      erasures.prune(there);
      done = end;
    } while (done < batch.size() && !connection.isSliceOver());
    return batch.subList(0, done);
  }
}
