package dev.atocore.core.copy;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.extent.LogExtent;
import dev.atocore.audit.seal.AuditTree;
import dev.atocore.audit.seal.TreeHead;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.audit.verify.VerifyListener;
import dev.atocore.audit.verify.VerifyReport;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.db.ConnectionPool;
import dev.atocore.core.db.Database;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.TableShape;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.db.choice.Databases;
import dev.atocore.core.db.copy.CopyTarget;
import dev.atocore.core.db.copy.TableCopy;
import dev.atocore.core.db.copy.TableSum;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.log.StoreLog;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.search.TextVectors;
import dev.atocore.core.state.State;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.text.Times;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies all that is in a store into another place, of whatever kind of database, as the source is
 * at one moment; writers of the source go on. Rows are copied as they are, wrong ones too. Killed
 * at any point, the same copy run again finishes it. Until it is finished nobody can open it.
 */
public final class StoreCopy {
  private static final Duration WAIT = Duration.ofSeconds(30);

  private final MemoryStore source;
  private final Database database;
  private final StoreLocation place;

  /**
   * A copy of that store, which stays the caller's to close.
   *
   * @param target where it is to go
   */
  public StoreCopy(MemoryStore source, StoreLocation target) {
    this.source = source;
    this.place = target.canonical();
    this.database = Databases.at(place);
  }

  /**
   * Copies, compares and verifies.
   *
   * @param problem told what does not verify in the copy, as it does not in the source
   * @throws StoreException if the target holds something else, if a row cannot be there as it is,
   *     or if the two differ at the end; the source is never changed
   */
  public CopyReport run(CopyProgress progress, Consumer<AuditProblem> problem) {
    if (place.name().equals(source.location().name())) {
      throw new InvalidInputException(place + " is the store itself; name another place");
    }
    requireEmptySpool();
    FilesBeside files = new FilesBeside(source.transactions().pool().database(), database);
    files.requireFree();
    try {
      boolean made = prepare();
      try (CopyTarget target = CopyTarget.at(database)) {
        boolean resumed = begin(target, made);
        Copied copied = source.transactions().read(from -> copy(from, target, progress));
        compare(target, copied, progress);
        progress.at("the search index", 0, 0);
        target.index();
        target.count(copied.counted());
        progress.at("verifying the copy", 0, copied.entries());
        Verified verified = verify(copied, progress, problem);
        List<String> notes = new ArrayList<>(files.copy());
        notes.addAll(0, copied.left());
        target.finish(copied.counters());
        return new CopyReport(
            source.location().toString(),
            place.toString(),
            resumed,
            copied.report(),
            copied.tree(),
            verified.treeHolds(),
            verified.log(),
            newest() - copied.newest(),
            notes);
      }
    } catch (SQLException e) {
      throw database.translate(e);
    } catch (AuditException e) {
      throw new StoreException(e);
    }
  }

  private void requireEmptySpool() {
    if (!source.isReadOnly()) {
      source.audit().replay();
    }
    AuditSpool spool = new AuditSpool(source.transactions().pool().database().spool());
    if (!spool.isEmpty()) {
      throw new StoreException(
          "spool_pending",
          "entries of the audit log wait in "
              + spool.file()
              + " and would not be in the copy; run 'atocore audit replay' first",
          null);
    }
  }

  /** Makes the place, and says whether a store was made there before. */
  private boolean prepare() {
    if (database.isMissing()) {
      database.create();
      return false;
    }
    database.requireStore();
    return Schema.at(place).isMade();
  }

  /** Whether an earlier run had begun. */
  private boolean begin(CopyTarget target, boolean made) throws SQLException {
    String run = UUID.randomUUID().toString();
    CopyTarget.Begun begun = made ? target.begun() : null;
    if (begun != null) {
      requireSame(begun);
      target.takeOver(run);
      return true;
    }
    if (!made) {
      if (target.hasTables()) {
        throw target.holds("of another program");
      }
      Schema.at(place).create();
    } else {
      String used = target.used();
      if (used != null) {
        throw target.holds(used);
      }
      Schema.at(place).migrate(null);
    }
    target.begin(
        new CopyTarget.Begun(source.location().name(), version(), Times.format(Instant.now())),
        run);
    return false;
  }

  private int version() {
    return Schema.at(source.location()).status().version();
  }

  private void requireSame(CopyTarget.Begun begun) {
    if (!begun.source().equals(source.location().name())) {
      throw new StoreException(
          "target_not_empty",
          place
              + " is an unfinished copy of another store ("
              + begun.source()
              + ", begun "
              + begun.at()
              + "); finish that, or remove it",
          null);
    }
    if (begun.version() != version()) {
      throw new StoreException(
          "target_not_empty",
          place
              + " is a copy that an atocore with schema version "
              + begun.version()
              + " began; remove it and copy anew",
          null);
    }
  }

  private record Copied(
      List<TableShape> shapes,
      List<CopyReport.Table> report,
      Map<String, Long> counters,
      TreeHead tree,
      @Nullable LogExtent counted,
      long newest,
      List<String> left) {
    long entries() {
      return report.stream()
          .filter(table -> table.name().equals("memory_audit"))
          .mapToLong(CopyReport.Table::rows)
          .sum();
    }
  }

  /** All of it in one view of the source. */
  private Copied copy(StoreConnection from, CopyTarget target, CopyProgress progress)
      throws SQLException {
    List<TableShape> all = from.database().transfer().tables(from.jdbc());
    List<TableShape> shapes = target.common(all);
    Map<String, Long> counts = new LinkedHashMap<>();
    for (TableShape shape : shapes) {
      counts.put(shape.name(), new TableCopy(from, shape).count());
    }
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    long before = 0;
    List<CopyReport.Table> report = new ArrayList<>();
    for (TableShape shape : shapes) {
      long done = before;
      TableSum sum =
          new TableCopy(from, shape)
              .into(target, rows -> progress.at(shape.name(), done + rows, total));
      before += sum.rows();
      report.add(new CopyReport.Table(shape.name(), sum.rows(), sum.hash()));
    }
    List<String> left = new ArrayList<>();
    for (TableShape shape : all) {
      if (!counts.containsKey(shape.name())) {
        left.add("the table " + shape.name() + " is another program's and was not copied");
      }
    }
    return new Copied(
        shapes,
        report,
        from.database().transfer().counters(from.jdbc()),
        new AuditTree(from.sql(), from.audit()).head(),
        from.audit().extent(),
        from.audit().maxId(),
        left);
  }

  private void compare(CopyTarget target, Copied copied, CopyProgress progress)
      throws SQLException {
    progress.at("comparing rows", 0, 0);
    List<TableSum> sums = target.sums(copied.shapes());
    for (int i = 0; i < sums.size(); i++) {
      CopyReport.Table wanted = copied.report().get(i);
      TableSum found = sums.get(i);
      if (found.rows() != wanted.rows() || !found.hash().equals(wanted.sha256())) {
        throw new StoreException(
            "copy_differs",
            "the table "
                + wanted.name()
                + " of "
                + place
                + " is not as it was copied ("
                + found.rows()
                + " rows, not "
                + wanted.rows()
                + ", or other values): another program writes there; end it and run the copy again",
            null);
      }
    }
  }

  private record Verified(VerifyReport log, boolean treeHolds) {}

  /** Past the door that is closed until the end. */
  private Verified verify(Copied copied, CopyProgress progress, Consumer<AuditProblem> problem) {
    try (ConnectionPool pool = new ConnectionPool(database, WAIT)) {
      Transactions transactions = new Transactions(pool);
      Mutator mutator =
          new Mutator(
              transactions, new AuditSpool(database.spool()), TextVectors.OFF, failure -> {}, null);
      long entries = copied.entries();
      VerifyReport log =
          new StoreLog(transactions, mutator, new State(transactions))
              .verify(
                  null,
                  new VerifyListener() {
                    @Override
                    public void problem(AuditProblem one) {
                      problem.accept(one);
                    }

                    @Override
                    public void progress(long done) {
                      progress.at("verifying the copy", done, entries);
                    }
                  });
      boolean holds =
          transactions.read(
              connection ->
                  new AuditTree(connection.sql(), connection.audit())
                      .verify(copied.tree(), one -> {})
                      .ok());
      return new Verified(log, holds);
    }
  }

  private long newest() {
    Long newest = source.transactions().read(connection -> connection.audit().maxId());
    return newest == null ? 0 : newest;
  }
}
