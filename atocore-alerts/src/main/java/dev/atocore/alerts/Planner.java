package dev.atocore.alerts;

import dev.atocore.alerts.KeyState.Told;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides who hears of an alert, and puts what goes out into the spool before anything is sent. Two
 * processes that raise the same key at once decide one after the other, and the second sees that
 * the first is already sending.
 */
final class Planner {
  private final List<Route> routes;
  private final Spool spool;
  private final KeyStates states;
  private final Clock clock;
  private final Duration repeat;

  /**
   * How long this process stays with a delivery itself; null when it leaves all of them to its
   * worker.
   */
  private final @Nullable Duration claimFor;

  Planner(
      List<Route> routes,
      Spool spool,
      KeyStates states,
      Clock clock,
      Duration repeat,
      @Nullable Duration claimFor) {
    this.routes = routes;
    this.spool = spool;
    this.states = states;
    this.clock = clock;
    this.repeat = repeat;
    this.claimFor = claimFor;
  }

  Plan plan(Alert alert) {
    String key = alert.key();
    if (key == null) {
      return planAlone(alert);
    }
    try (FileMutex lock = states.lock()) {
      KeyState state = lock == null ? KeyState.empty(false) : states.read(key);
      return planKeyed(alert, key, state, lock != null);
    }
  }

  private Plan planAlone(Alert alert) {
    Plan plan = Plan.localOnly();
    for (Route route : routes) {
      String reason = belowMinimum(route, alert);
      plan.decisions().put(route.id(), reason == null ? Plan.SEND : reason);
      if (reason == null) {
        plan.parcels().add(parcel(route, alert, null, false));
      }
    }
    return plan;
  }

  private Plan planKeyed(Alert alert, String key, KeyState state, boolean mayWrite) {
    Map<String, String> decisions = new LinkedHashMap<>();
    List<Decision> sends = new ArrayList<>();
    for (Route route : routes) {
      Told told = state.of(route.id());
      boolean onItsWay = told.pending() != null && spool.holds(told.pending());
      Told known = onItsWay ? told : told.with(null, null);
      String reason =
          alert.status() == AlertStatus.FIRING
              ? whyNotFire(route, alert, known)
              : whyNotResolve(known, state.readable());
      decisions.put(route.id(), reason == null ? Plan.SEND : reason);
      if (reason == null) {
        Decision decision = new Decision(route, asTold(alert, known), known.severity(), onItsWay);
        sends.add(decision);
        boolean firing = alert.status() == AlertStatus.FIRING;
        state.set(route.id(), known.with(decision.fileName(), firing ? alert.severity() : null));
      }
    }
    boolean tellLocal =
        alert.status() == AlertStatus.FIRING
            || state.of(KeyState.LOCAL).fired()
            || !state.readable();
    state.set(
        KeyState.LOCAL,
        alert.status() == AlertStatus.FIRING
            ? new Told(alert.severity(), clock.instant(), alert.id(), alert.title(), null, null)
            : Told.NOTHING);
    if (mayWrite) {
      remember(key, state);
    }
    List<Plan.Parcel> parcels = new ArrayList<>();
    for (Decision send : sends) {
      parcels.add(parcel(send.route(), send.alert(), send.replaces(), send.behind()));
    }
    return new Plan(decisions, parcels, tellLocal);
  }

  private record Decision(Route route, Alert alert, @Nullable Severity replaces, boolean behind) {
    String fileName() {
      return new SpoolEntry(route.id(), alert, null, 0, null, null, null).fileName();
    }
  }

  private void remember(String key, KeyState state) {
    try {
      states.write(key, state);
    } catch (IOException e) {
      // What is not remembered is said again: better twice than never.
      return;
    }
  }

  private @Nullable String whyNotFire(Route route, Alert alert, Told told) {
    String below = belowMinimum(route, alert);
    if (below != null) {
      return below;
    }
    if (told.pending() != null) {
      Severity pending = told.pendingSeverity();
      // Behind a resolve that is on its way the condition is new again.
      return pending != null && pending.atLeast(alert.severity()) ? "already on its way" : null;
    }
    Severity last = told.severity();
    if (last == null
        || route.format().foldsRepeats()
        || !last.atLeast(alert.severity())
        || told.dueAgain(clock.instant(), repeat)) {
      return null;
    }
    return "told already at " + told.at();
  }

  private static @Nullable String whyNotResolve(Told told, boolean readable) {
    if (told.pending() != null && told.pendingSeverity() == null) {
      return "already on its way";
    }
    return told.fired() || told.pending() != null || !readable ? null : "had not fired";
  }

  private static @Nullable String belowMinimum(Route route, Alert alert) {
    return alert.severity().atLeast(route.min())
        ? null
        : "below its minimum, " + route.min().text();
  }

  /**
   * A resolve speaks of the severity that this receiver was told, which for some is part of the
   * identity.
   */
  private static Alert asTold(Alert alert, Told told) {
    Severity known = told.pendingSeverity() == null ? told.severity() : told.pendingSeverity();
    return alert.status() == AlertStatus.RESOLVED && known != null
        ? alert.as(known, AlertStatus.RESOLVED)
        : alert;
  }

  private Plan.Parcel parcel(
      Route route, Alert alert, @Nullable Severity replaces, boolean behind) {
    Instant now = clock.instant();
    boolean direct = claimFor != null && !behind;
    Claim claim = direct && claimFor != null ? Claim.mine(now, claimFor) : null;
    SpoolEntry entry = new SpoolEntry(route.id(), alert, replaces, 0, null, null, claim);
    try {
      // A worker delivers within moments, so only a process that may end right away waits for the
      // disk.
      spool.put(entry, claimFor != null);
      return new Plan.Parcel(route, entry, true, "", behind);
    } catch (IOException e) {
      return new Plan.Parcel(route, entry, false, PrivateFiles.explain(e), behind);
    }
  }
}
