package dev.atocore.alerts.delivery;

import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.route.AlertRoute;
import dev.atocore.alerts.sink.FlushReport;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.alerts.spool.Claim;
import dev.atocore.alerts.spool.FileMutex;
import dev.atocore.alerts.spool.PrivateFiles;
import dev.atocore.alerts.spool.Spool;
import dev.atocore.alerts.spool.SpoolEntry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the spool down, one lane a receiver, all lanes at once; only one drainer on the machine at
 * a time.
 */
final class Drainer {
  private static final Duration SETTLE = Duration.ofMillis(300);

  private final Map<String, AlertRoute> routes = new LinkedHashMap<>();
  private final Spool spool;
  private final Delivery delivery;
  private final Clock clock;
  private final Duration timeout;
  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

  /**
   * How long to leave a receiver alone that could not be reached: else a worker would read its
   * whole spool at each emit.
   */
  private record Pause(Deadline until, int failures) {}

  Drainer(List<AlertRoute> routes, Spool spool, Delivery delivery, Clock clock, Duration timeout) {
    for (AlertRoute route : routes) {
      this.routes.put(route.id(), route);
    }
    this.spool = spool;
    this.delivery = delivery;
    this.clock = clock;
    this.timeout = timeout;
  }

  /**
   * What to take.
   *
   * @param force also what is not due yet
   * @param onlySinks the receivers to serve; null for all
   * @param onlyAlert the alert to take; null for all
   */
  record Scope(boolean force, @Nullable List<String> onlySinks, @Nullable String onlyAlert) {}

  /** Drains; null when another drainer is at it for longer than {@code lockWait}. */
  @Nullable List<FlushReport.Line> drain(Scope scope, Duration lockWait, Deadline deadline)
      throws IOException {
    if (!scope.force() && routes.keySet().stream().allMatch(this::isPaused)) {
      // A worker is woken by each emit: while nobody can be reached there is no need to look.
      return List.of();
    }
    try (FileMutex lock = spool.drainLock(Deadline.after(lockWait))) {
      if (lock == null) {
        return null;
      }
      spool.sweep(clock.instant());
      List<FlushReport.Line> lines = Collections.synchronizedList(new ArrayList<>());
      List<FutureTask<Boolean>> running = new ArrayList<>();
      // The lanes end a little before this does, so that what came of them is on disk by then.
      Deadline work = deadline.minus(settle(deadline));
      lanes(scope)
          .forEach(
              (sink, names) ->
                  running.add(
                      Side.start(sink, () -> new Lane(sink, names, scope, work, lines).run())));
      for (FutureTask<Boolean> lane : running) {
        await(lane, deadline);
      }
      List<FlushReport.Line> sorted = new ArrayList<>();
      synchronized (lines) {
        sorted.addAll(lines);
      }
      sorted.sort(
          Comparator.comparing(FlushReport.Line::alertId).thenComparing(FlushReport.Line::sinkId));
      return sorted;
    }
  }

  private static Duration settle(Deadline deadline) {
    Duration tenth = deadline.remaining().dividedBy(10);
    return tenth.compareTo(SETTLE) < 0 ? tenth : SETTLE;
  }

  private Map<String, List<String>> lanes(Scope scope) throws IOException {
    Map<String, List<String>> lanes = new LinkedHashMap<>();
    for (String name : spool.waiting()) {
      String sink = String.valueOf(SpoolEntry.sinkIdOf(name));
      boolean wanted = scope.onlySinks() == null || scope.onlySinks().contains(sink);
      wanted &= scope.force() || !isPaused(sink);
      if (wanted && (scope.onlyAlert() == null || name.startsWith(scope.onlyAlert() + "~"))) {
        lanes.computeIfAbsent(sink, id -> new ArrayList<>()).add(name);
      }
    }
    return lanes;
  }

  private boolean isPaused(String sink) {
    Pause pause = pauses.get(sink);
    return pause != null && !pause.until().expired();
  }

  private void pause(String sink) {
    Pause before = pauses.get(sink);
    int failures = before == null ? 0 : before.failures() + 1;
    Duration length = Duration.ofSeconds(Math.min(60, 1L << Math.min(failures, 6)));
    pauses.put(sink, new Pause(Deadline.after(length), failures));
  }

  private static void await(FutureTask<Boolean> lane, Deadline deadline) {
    try {
      lane.get(deadline.waitMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      // The lane's entries stay in the spool, and the next drain finds them.
      return;
    }
  }

  /** The entries of one receiver, one after the other. */
  private final class Lane {
    private static final int MAX_FAILURES = 3;

    private final String sink;
    private final List<String> names;
    private final Scope scope;
    private final Deadline deadline;
    private final List<FlushReport.Line> lines;
    private final Set<String> heldKeys = new HashSet<>();
    private int failures;

    Lane(
        String sink,
        List<String> names,
        Scope scope,
        Deadline deadline,
        List<FlushReport.Line> lines) {
      this.sink = sink;
      this.names = names;
      this.scope = scope;
      this.deadline = deadline;
      this.lines = lines;
    }

    Boolean run() {
      AlertRoute route = routes.get(sink);
      List<String> left = names;
      // What waited for an earlier alert of its key is looked at again once that has arrived.
      for (boolean progress = true; progress && !left.isEmpty(); ) {
        List<String> behind = new ArrayList<>();
        progress = false;
        for (String name : left) {
          if (deadline.expired() || failures >= MAX_FAILURES) {
            return false;
          }
          SpoolEntry entry = read(name);
          if (entry != null && entry.after() != null && spool.holds(entry.after())) {
            behind.add(name);
          } else if (entry != null) {
            progress |= route == null ? orphan(entry) : step(route, entry);
          }
        }
        left = behind;
      }
      return true;
    }

    private @Nullable SpoolEntry read(String name) {
      try {
        return spool.readWaiting(name);
      } catch (Spool.Corrupt e) {
        damaged(name);
      } catch (IOException e) {
        failed(name, "the spool file cannot be read: " + PrivateFiles.explain(e));
      }
      return null;
    }

    private void damaged(String name) {
      try {
        spool.buryCorrupt(name);
        failed(name, "the spool file is damaged; set aside in dead/");
      } catch (IOException e) {
        failed(name, "the spool file is damaged, and cannot be moved to dead/");
      }
    }

    private void failed(String name, String reason) {
      lines.add(new FlushReport.Line(name, sink, SinkResult.failed(reason)));
    }

    private boolean orphan(SpoolEntry entry) {
      SinkResult gone = delivery.orphaned(entry);
      // A worker looks every few seconds: only someone who asked wants to hear it each time.
      if (gone != null || scope.force()) {
        tried(entry, gone == null ? SinkResult.kept("no sink of that id is configured now") : gone);
      }
      return false;
    }

    /** Tries one entry; true when it is out of the way of those behind it. */
    private boolean step(AlertRoute route, SpoolEntry entry) {
      String key = entry.alert().key();
      Instant now = clock.instant();
      Claim claim = entry.claim();
      boolean claimed = claim != null && claim.holds(now, timeout.multipliedBy(2));
      if (claimed || isEarly(entry, now) || (key != null && heldKeys.contains(key))) {
        hold(key);
        return false;
      }
      Delivery.Settled settled =
          delivery.deliver(route, entry, true, deadline.earlierOf(Deadline.after(timeout)));
      tried(entry, settled.result());
      if (!settled.result().is(SinkResult.Kind.KEPT)) {
        pauses.remove(sink);
        return true;
      }
      hold(key);
      failures = settled.unreachable() ? MAX_FAILURES : failures + 1;
      if (failures >= MAX_FAILURES) {
        pause(sink);
      }
      return false;
    }

    private boolean isEarly(SpoolEntry entry, Instant now) {
      Instant next = entry.next();
      // A time further off than any pause was written before the clock was set back.
      return !scope.force()
          && next != null
          && next.isAfter(now)
          && next.isBefore(now.plus(Duration.ofHours(25)));
    }

    /**
     * What follows under the same key must not overtake: a resolve before its alert would leave the
     * alert standing.
     */
    private void hold(@Nullable String key) {
      if (key != null) {
        heldKeys.add(key);
      }
    }

    private void tried(SpoolEntry entry, SinkResult result) {
      lines.add(new FlushReport.Line(entry.alert().id(), sink, result));
    }
  }
}
