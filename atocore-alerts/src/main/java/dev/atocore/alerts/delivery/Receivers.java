package dev.atocore.alerts.delivery;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.AlertsException;
import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.format.Attempt;
import dev.atocore.alerts.post.Courier;
import dev.atocore.alerts.route.AlertRoute;
import dev.atocore.alerts.sink.FlushReport;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.alerts.sink.UndeliveredPage;
import dev.atocore.alerts.spool.FileMutex;
import dev.atocore.alerts.spool.KeyState;
import dev.atocore.alerts.spool.KeyStates;
import dev.atocore.alerts.spool.PrivateFiles;
import dev.atocore.alerts.spool.SinkBook;
import dev.atocore.alerts.spool.Spool;
import dev.atocore.alerts.spool.SpoolEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The receivers, their spool and what they were told. Touches no file as long as there is neither a
 * receiver nor a key.
 */
public final class Receivers implements AutoCloseable {
  private static final Duration LONGEST_FLUSH = Duration.ofMinutes(10);
  private static final Duration FORGET_KEYS_AFTER = Duration.ofDays(90);

  private final List<AlertRoute> routes;
  private final Spool spool;
  private final KeyStates states;
  private final SinkBook book;
  private final Courier courier;
  private final Delivery delivery;
  private final Planner planner;
  private final Drainer drainer;
  private final Clock clock;
  private final Duration timeout;
  private final @Nullable Worker worker;

  public Receivers(
      List<AlertRoute> routes,
      Path spoolFolder,
      Courier courier,
      Clock clock,
      Duration timeout,
      Duration repeat,
      boolean background) {
    this.routes = List.copyOf(routes);
    this.spool = new Spool(spoolFolder);
    this.states = new KeyStates(spoolFolder, timeout);
    this.book = new SinkBook(spoolFolder);
    this.courier = courier;
    this.delivery = new Delivery(courier, spool, states, book, clock);
    this.planner =
        new Planner(
            this.routes, spool, states, clock, repeat, background ? null : timeout.multipliedBy(2));
    this.drainer = new Drainer(this.routes, spool, delivery, clock, timeout);
    this.clock = clock;
    this.timeout = timeout;
    this.worker = background && !routes.isEmpty() ? new Worker(drainer, delivery, timeout) : null;
  }

  public List<AlertRoute> routes() {
    return routes;
  }

  public SinkBook book() {
    return book;
  }

  /** What is known about a key. */
  public KeyState known(String key) {
    return states.read(key);
  }

  /** Does something while neither drainers nor planners are at the spool; false if they stay. */
  public boolean whileSpoolRests(Runnable work) {
    try (FileMutex drains = spool.drainLock(Deadline.after(timeout));
        FileMutex plans = drains == null ? null : states.lock()) {
      if (plans == null) {
        return false;
      }
      work.run();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  Plan plan(Alert alert) {
    try {
      return routes.isEmpty() && alert.key() == null ? Plan.localOnly() : planner.plan(alert);
    } catch (RuntimeException e) {
      // An alert that goes out once too often is better than one that a bug keeps in.
      return planner.planAlone(alert);
    }
  }

  /** Notes, for a sink other than a receiver, that it failed; a success needs no note. */
  void localFailed(String sinkId, String reason) {
    book.failed(sinkId, clock.instant(), reason, null);
  }

  /** Starts what is planned: one task a parcel, in the same order. */
  List<FutureTask<SinkResult>> start(Plan plan, Deadline deadline) {
    List<FutureTask<SinkResult>> tasks = new ArrayList<>();
    Deadline attempts = deadline.minus(reserve());
    for (Plan.Parcel parcel : plan.parcels()) {
      tasks.add(worker == null ? send(parcel, attempts) : done(handOver(worker, parcel)));
    }
    if (worker != null && !tasks.isEmpty()) {
      worker.wake();
    }
    return tasks;
  }

  private FutureTask<SinkResult> send(Plan.Parcel parcel, Deadline deadline) {
    if (parcel.behind() && parcel.spooled()) {
      return done(SinkResult.kept("waits for an earlier alert of the same key"));
    }
    return Side.start(
        parcel.route().id(),
        () ->
            delivery.deliver(parcel.route(), parcel.entry(), parcel.spooled(), deadline).result());
  }

  private static SinkResult handOver(Worker worker, Plan.Parcel parcel) {
    if (parcel.spooled()) {
      return SinkResult.kept("on its way in the background");
    }
    return worker.offer(parcel)
        ? SinkResult.kept("on its way in the background, in memory only: " + parcel.problem())
        : SinkResult.failed("cannot be kept: " + parcel.problem());
  }

  /**
   * How much earlier an attempt ends, so that what came of it is on disk before the caller goes on.
   */
  private Duration reserve() {
    Duration tenth = timeout.dividedBy(10);
    Duration most = Duration.ofMillis(300);
    return tenth.compareTo(most) < 0 ? tenth : most;
  }

  private static FutureTask<SinkResult> done(SinkResult result) {
    FutureTask<SinkResult> task = new FutureTask<>(() -> result);
    task.run();
    return task;
  }

  /**
   * Uses what is left of the time to send older alerts to receivers that have just proved to be up.
   */
  void afterwards(Map<String, SinkResult> results, Deadline deadline) {
    if (worker != null || routes.isEmpty()) {
      return;
    }
    List<String> up = new ArrayList<>();
    for (AlertRoute route : routes) {
      SinkResult result = results.get(route.id());
      if (result != null && result.is(SinkResult.Kind.DELIVERED)) {
        up.add(route.id());
      }
    }
    try {
      if (!up.isEmpty() && !spool.waiting().isEmpty()) {
        drainer.drain(new Drainer.Scope(false, up, null), Duration.ofMillis(1), deadline);
      }
    } catch (IOException e) {
      // The older alerts wait for the next chance; the new one is delivered.
      return;
    }
  }

  List<FutureTask<SinkResult>> startTest(Alert alert, Deadline deadline) {
    List<FutureTask<SinkResult>> tasks = new ArrayList<>();
    Deadline attempts = deadline.minus(reserve());
    for (AlertRoute route : routes) {
      tasks.add(Side.start(route.id(), () -> verdict(tryOut(route, alert, attempts), route)));
    }
    return tasks;
  }

  private Attempt tryOut(AlertRoute route, Alert alert, Deadline deadline) {
    Attempt attempt = courier.attempt(route, alert, null, null, deadline);
    // A test must leave nothing open that someone would have to close.
    return attempt instanceof Attempt.Accepted && route.format().staysOpen()
        ? courier.attempt(
            route, alert.as(alert.severity(), AlertStatus.RESOLVED), null, null, deadline)
        : attempt;
  }

  private SinkResult verdict(Attempt attempt, AlertRoute route) {
    if (attempt instanceof Attempt.Refused refused) {
      book.failed(route.id(), clock.instant(), refused.reason(), null);
      return SinkResult.failed(refused.reason());
    }
    if (attempt instanceof Attempt.Later later) {
      book.failed(route.id(), clock.instant(), later.reason(), null);
      return SinkResult.failed(later.reason());
    }
    if (attempt instanceof Attempt.Accepted accepted && !accepted.note().isEmpty()) {
      book.failed(route.id(), clock.instant(), accepted.note(), null);
      return SinkResult.failed(accepted.note());
    }
    book.succeeded(route.id(), clock.instant());
    return SinkResult.delivered();
  }

  public FlushReport flush(@Nullable String onlyAlert) {
    try {
      Drainer.Scope scope = new Drainer.Scope(true, null, onlyAlert);
      List<FlushReport.Line> lines = drainer.drain(scope, timeout, Deadline.after(LONGEST_FLUSH));
      if (lines == null) {
        throw flushRunning();
      }
      states.forgetBefore(clock.instant().minus(FORGET_KEYS_AFTER));
      return new FlushReport(lines, spool.waiting().size(), spool.dead().size());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Puts dead alerts back among the waiting; returns how many. */
  public int revive(@Nullable String onlyAlert) {
    try {
      int revived = 0;
      for (String name : spool.dead()) {
        SpoolEntry entry =
            onlyAlert == null || name.startsWith(onlyAlert + "~") ? spool.deadOrNull(name) : null;
        if (entry != null) {
          spool.revive(entry);
          revived++;
        }
      }
      return revived;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Hands what is undelivered for one sink to another, or with null drops it; returns how much that
   * was.
   */
  public int readdress(String from, @Nullable String to) {
    try (FileMutex lock = spool.drainLock(Deadline.after(timeout))) {
      if (lock == null) {
        throw flushRunning();
      }
      List<SpoolEntry> entries = new ArrayList<>();
      for (String name : spool.waiting()) {
        addIf(from.equals(SpoolEntry.sinkIdOf(name)) ? spool.waitingOrNull(name) : null, entries);
      }
      for (String name : spool.dead()) {
        addIf(from.equals(SpoolEntry.sinkIdOf(name)) ? spool.deadOrNull(name) : null, entries);
      }
      for (SpoolEntry entry : entries) {
        spool.readdress(entry, to);
      }
      return entries.size();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static void addIf(@Nullable SpoolEntry entry, List<SpoolEntry> entries) {
    if (entry != null) {
      entries.add(entry);
    }
  }

  private static AlertsException flushRunning() {
    return new AlertsException(
        "flush_running",
        "another process is sending the kept alerts right now; try again in a moment");
  }

  /**
   * A page of what is undelivered.
   *
   * @param after the {@code next} of the page before; null for the first
   */
  public UndeliveredPage undelivered(int limit, @Nullable String after) {
    try {
      return new UndeliveredFiles(spool).page(limit, after);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** How much is undelivered for each sink. */
  public Map<String, UndeliveredFiles.Count> undeliveredCounts() {
    try {
      return new UndeliveredFiles(spool).counts();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private AlertsException unreadable(IOException e) {
    return new AlertsException(
        "spool_unreadable",
        "cannot use the alert spool "
            + spool.folder()
            + ": "
            + PrivateFiles.explain(e)
            + "; ATOCORE_ALERT_SPOOL names it",
        e);
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.close();
    }
  }
}
