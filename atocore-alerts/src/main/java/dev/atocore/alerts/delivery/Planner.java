package dev.atocore.alerts.delivery;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.route.AlertRoute;
import dev.atocore.alerts.spool.Claim;
import dev.atocore.alerts.spool.FileMutex;
import dev.atocore.alerts.spool.KeyState;
import dev.atocore.alerts.spool.KeyState.Told;
import dev.atocore.alerts.spool.KeyStates;
import dev.atocore.alerts.spool.PrivateFiles;
import dev.atocore.alerts.spool.Spool;
import dev.atocore.alerts.spool.SpoolEntry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
  private static final Duration LOCAL_REFRESH = Duration.ofHours(24);

  private final List<AlertRoute> routes;
  private final Spool spool;
  private final KeyStates states;
  private final Clock clock;
  private final Duration repeat;

  /**
   * How long this process stays with a delivery itself; null when it leaves all of them to its
   * worker. A worker delivers within moments, so only a process that may end right away waits for
   * the disk.
   */
  private final @Nullable Duration claimFor;

  Planner(
      List<AlertRoute> routes,
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
    // A condition that holds is told again and again, and mostly nothing is to be done: that needs
    // no lock, since a state is replaced whole.
    Draft seen = draft(alert, states.read(key));
    if (seen.state().readable() && !seen.changes()) {
      return new Plan(seen.decisions(), List.of(), seen.tellLocal());
    }
    Plan plan = planLocked(alert, key);
    if (claimFor != null) {
      // A busy disk takes its time, and nobody else has to wait for it.
      plan.parcels().forEach(parcel -> spool.sync(parcel.entry()));
    }
    return plan;
  }

  private Plan planLocked(Alert alert, String key) {
    try (FileMutex lock = states.lock()) {
      Draft draft = draft(alert, lock == null ? KeyState.empty(false) : states.read(key));
      if (lock != null) {
        remember(key, draft.state());
      }
      List<Plan.Parcel> parcels = new ArrayList<>();
      for (Decision send : draft.sends()) {
        parcels.add(parcel(send.route(), send.alert(), send.replaces(), send.after(), false));
      }
      return new Plan(draft.decisions(), parcels, draft.tellLocal());
    }
  }

  /** Plans an alert as if nothing had ever been told. */
  Plan planAlone(Alert alert) {
    Plan plan = Plan.localOnly();
    for (AlertRoute route : routes) {
      String reason = belowMinimum(route, alert);
      plan.decisions().put(route.id(), reason == null ? Plan.SEND : reason);
      if (reason == null) {
        plan.parcels().add(parcel(route, alert, null, null, claimFor != null));
      }
    }
    return plan;
  }

  /**
   * What to do about an alert with a key.
   *
   * @param state what the receivers know once that is done
   * @param changes whether there is anything to send or to remember
   */
  private record Draft(
      Map<String, String> decisions,
      List<Decision> sends,
      boolean tellLocal,
      KeyState state,
      boolean changes) {}

  /**
   * One alert to be sent.
   *
   * @param after the spool file that has to arrive before it; null for none
   */
  private record Decision(
      AlertRoute route, Alert alert, @Nullable Severity replaces, @Nullable String after) {
    String fileName() {
      return SpoolEntry.first(route.id(), alert, null, null, null).fileName();
    }
  }

  private Draft draft(Alert alert, KeyState state) {
    boolean firing = alert.status() == AlertStatus.FIRING;
    Map<String, String> decisions = new LinkedHashMap<>();
    List<Decision> sends = new ArrayList<>();
    for (AlertRoute route : routes) {
      Told told = state.of(route.id());
      boolean onItsWay = told.pending() != null && spool.holds(told.pending());
      Told known = onItsWay ? told : told.with(null, null);
      String reason =
          firing ? whyNotFire(route, alert, known) : whyNotResolve(known, state.readable());
      decisions.put(route.id(), reason == null ? Plan.SEND : reason);
      if (reason == null) {
        Decision decision =
            new Decision(route, asTold(alert, known), known.severity(), known.pending());
        sends.add(decision);
        state.set(route.id(), known.with(decision.fileName(), firing ? alert.severity() : null));
      }
    }
    Told local = state.of(KeyState.LOCAL);
    boolean tellLocal = firing || local.fired() || !state.readable();
    boolean news = firing ? isNews(local, alert) : local.fired();
    if (news) {
      state.set(
          KeyState.LOCAL,
          firing
              ? new Told(alert.severity(), clock.instant(), alert.id(), alert.title(), null, null)
              : Told.NOTHING);
    }
    return new Draft(decisions, sends, tellLocal, state, news || !sends.isEmpty());
  }

  /** Whether to remember that the log was told; refreshed now and then, lest it be forgotten. */
  private boolean isNews(Told local, Alert alert) {
    return local.severity() != alert.severity() || local.dueAgain(clock.instant(), LOCAL_REFRESH);
  }

  private void remember(String key, KeyState state) {
    try {
      states.write(key, state);
    } catch (IOException e) {
      // What is not remembered is said again: better twice than never.
      return;
    }
  }

  private @Nullable String whyNotFire(AlertRoute route, Alert alert, Told told) {
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
    return "told already at " + at(told);
  }

  private static String at(Told told) {
    Instant at = told.at();
    return at == null ? "an unknown time" : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static @Nullable String whyNotResolve(Told told, boolean readable) {
    if (told.pending() != null && told.pendingSeverity() == null) {
      return "already on its way";
    }
    return told.fired() || told.pending() != null || !readable ? null : "had not fired";
  }

  private static @Nullable String belowMinimum(AlertRoute route, Alert alert) {
    // Of a severity that nobody knows, nobody knows either that it is too low.
    boolean unknown = Severity.parse(alert.requestedSeverity()).fellBack();
    return unknown || alert.severity().atLeast(route.min())
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
      AlertRoute route,
      Alert alert,
      @Nullable Severity replaces,
      @Nullable String after,
      boolean durable) {
    boolean behind = after != null;
    Claim claim = claimFor == null || behind ? null : Claim.mine(clock.instant(), claimFor);
    SpoolEntry entry = SpoolEntry.first(route.id(), alert, replaces, claim, after);
    try {
      spool.put(entry, durable);
      return new Plan.Parcel(route, entry, true, "", behind);
    } catch (IOException e) {
      return new Plan.Parcel(route, entry, false, PrivateFiles.explain(e), behind);
    }
  }
}
