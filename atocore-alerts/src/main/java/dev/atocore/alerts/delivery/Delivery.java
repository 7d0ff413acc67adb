package dev.atocore.alerts.delivery;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.format.Attempt;
import dev.atocore.alerts.post.Courier;
import dev.atocore.alerts.route.AlertRoute;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.alerts.spool.FileMutex;
import dev.atocore.alerts.spool.KeyState;
import dev.atocore.alerts.spool.KeyState.Told;
import dev.atocore.alerts.spool.KeyStates;
import dev.atocore.alerts.spool.PrivateFiles;
import dev.atocore.alerts.spool.SinkBook;
import dev.atocore.alerts.spool.Spool;
import dev.atocore.alerts.spool.SpoolEntry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Brings one spool entry to its receiver and settles what comes of it, on disk, before anyone is
 * told. Thread-safe.
 */
final class Delivery {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Duration GIVE_UP = Duration.ofDays(7);

  private final Courier courier;
  private final Spool spool;
  private final KeyStates states;
  private final SinkBook book;
  private final Clock clock;

  Delivery(Courier courier, Spool spool, KeyStates states, SinkBook book, Clock clock) {
    this.courier = courier;
    this.spool = spool;
    this.states = states;
    this.book = book;
    this.clock = clock;
  }

  /**
   * What came of a delivery.
   *
   * @param unreachable true when the next one to the same receiver would fare no better
   * @param homeless true when the entry has to be delivered yet, and the disk does not have it
   */
  record Settled(SinkResult result, boolean unreachable, boolean homeless) {
    private static Settled done(SinkResult result) {
      return new Settled(result, false, false);
    }
  }

  Settled deliver(AlertRoute route, SpoolEntry entry, boolean spooled, Deadline deadline) {
    if (alreadyTold(route, entry)) {
      notPending(entry);
      forget(entry, spooled);
      return Settled.done(SinkResult.skipped("told already"));
    }
    Instant quiet = quietUntil(route);
    if (quiet != null) {
      return asKept(entry, spooled, quiet);
    }
    Attempt attempt =
        courier.attempt(route, entry.alert(), entry.replaces(), follows(entry), deadline);
    if (attempt instanceof Attempt.Refused refused) {
      book.failed(route.id(), clock.instant(), refused.reason(), null);
      return refused(entry, spooled, refused.reason());
    }
    if (attempt instanceof Attempt.Later failed) {
      Duration wait = failed.pause();
      Instant asked = wait == null ? null : clock.instant().plus(wait);
      book.failed(route.id(), clock.instant(), failed.reason(), asked);
      return later(entry, spooled, failed.reason(), asked, failed.unreachable());
    }
    // First the memory that it was told, then the file: a crash in between sends nothing twice.
    told(entry);
    forget(entry, spooled);
    book.succeeded(route.id(), clock.instant());
    if (attempt instanceof Attempt.Accepted accepted && !accepted.note().isEmpty()) {
      book.failed(route.id(), clock.instant(), accepted.note(), null);
    }
    return Settled.done(SinkResult.delivered());
  }

  /** The alert by which the receiver was told of the condition before. */
  private @Nullable String follows(SpoolEntry entry) {
    String key = entry.alert().key();
    return key == null ? null : states.read(key).of(entry.sinkId()).id();
  }

  /** Until when the receiver asked to be left alone; null when it may be tried. */
  @Nullable Instant quietUntil(AlertRoute route) {
    return book.read(route.id()).quietAfter(clock.instant());
  }

  /** Keeps what cannot be tried now, without counting it as a try. */
  private Settled asKept(SpoolEntry entry, boolean spooled, Instant quiet) {
    String reason = "it asked to be left alone until " + quiet.truncatedTo(ChronoUnit.SECONDS);
    try {
      spool.put(entry.waiting(reason, quiet), true);
      return new Settled(SinkResult.kept(reason), true, false);
    } catch (IOException e) {
      return whatIsLeft(entry, spooled, reason, true, e);
    }
  }

  /** The entry as first written is still there, if it ever was. */
  private Settled whatIsLeft(
      SpoolEntry entry, boolean spooled, String reason, boolean unreachable, IOException e) {
    return spooled && spool.holds(entry.fileName())
        ? new Settled(SinkResult.kept(reason), unreachable, false)
        : new Settled(
            SinkResult.failed(reason + "; and it cannot be kept: " + PrivateFiles.explain(e)),
            unreachable,
            true);
  }

  /**
   * Sets an entry aside whose receiver has not been configured for long; null while there is still
   * hope.
   */
  @Nullable SinkResult orphaned(SpoolEntry entry) {
    return entry.alert().ts().plus(GIVE_UP).isBefore(clock.instant())
        ? refused(entry, true, "no sink of the id " + entry.sinkId() + " is configured any more")
            .result()
        : null;
  }

  /**
   * Whether the receiver knows what this entry would tell: it has this very alert, or was told of
   * the condition by another process while this one waited.
   */
  boolean alreadyTold(AlertRoute route, SpoolEntry entry) {
    Alert alert = entry.alert();
    if (alert.key() == null) {
      return false;
    }
    Told told = states.read(alert.key()).of(entry.sinkId());
    Severity severity = told.severity();
    Instant at = told.at();
    if (severity == null || at == null || alert.id().equals(told.id())) {
      return alert.id().equals(told.id());
    }
    return alert.status() == AlertStatus.FIRING
        && !route.format().foldsRepeats()
        && severity.atLeast(alert.severity())
        && !at.isBefore(alert.ts())
        && !at.isAfter(clock.instant());
  }

  private void forget(SpoolEntry entry, boolean spooled) {
    try {
      if (spooled) {
        spool.remove(entry);
      }
    } catch (IOException e) {
      // It is sent again under the same id, which is what at least once means.
      return;
    }
  }

  private Settled refused(SpoolEntry entry, boolean spooled, String reason) {
    notPending(entry);
    return bury(entry.failed(reason, null), spooled, reason, false);
  }

  private Settled bury(SpoolEntry entry, boolean spooled, String reason, boolean unreachable) {
    try {
      spool.bury(entry);
      return new Settled(
          SinkResult.failed(
              reason + "; set aside, a retry of " + entry.alert().id() + " sends it again"),
          unreachable,
          false);
    } catch (IOException e) {
      return new Settled(
          SinkResult.failed(
              reason + (spooled ? "" : "; and it cannot be kept: " + PrivateFiles.explain(e))),
          unreachable,
          !spooled);
    }
  }

  private Settled later(
      SpoolEntry entry,
      boolean spooled,
      String reason,
      @Nullable Instant asked,
      boolean unreachable) {
    Instant now = clock.instant();
    if (entry.alert().ts().plus(GIVE_UP).isBefore(now)) {
      notPending(entry);
      String gaveUp = "given up after " + GIVE_UP.toDays() + " days: " + reason;
      return bury(entry.failed(gaveUp, null), spooled, gaveUp, unreachable);
    }
    Instant own = now.plus(pause(entry.attempts()));
    SpoolEntry next = entry.failed(reason, asked != null && asked.isAfter(own) ? asked : own);
    try {
      spool.put(next, true);
      return new Settled(SinkResult.kept(reason), unreachable, false);
    } catch (IOException e) {
      return whatIsLeft(entry, spooled, reason, unreachable, e);
    }
  }

  /**
   * Doubles from try to try, and differs from process to process so that they do not come back all
   * at once.
   */
  static Duration pause(int attempts) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 12));
    Duration capped = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    long millis = capped.toMillis();
    return Duration.ofMillis(millis * 3 / 4 + ThreadLocalRandom.current().nextLong(millis / 2));
  }

  private void told(SpoolEntry entry) {
    Alert alert = entry.alert();
    boolean firing = alert.status() == AlertStatus.FIRING;
    change(
        entry,
        firing
            ? new Told(alert.severity(), clock.instant(), alert.id(), alert.title(), null, null)
            : Told.NOTHING);
  }

  private void notPending(SpoolEntry entry) {
    change(entry, null);
  }

  /**
   * Sets what the receiver knows, or with null leaves that; either way the entry is no longer on
   * its way.
   */
  private void change(SpoolEntry entry, @Nullable Told news) {
    String key = entry.alert().key();
    if (key == null) {
      return;
    }
    try (FileMutex lock = states.lock()) {
      if (lock == null) {
        return;
      }
      KeyState state = states.read(key);
      Told before = state.of(entry.sinkId());
      boolean mine = entry.fileName().equals(before.pending());
      Told after = news == null ? before : news;
      state.set(
          entry.sinkId(),
          mine ? after.with(null, null) : after.with(before.pending(), before.pendingSeverity()));
      states.write(key, state);
    } catch (IOException e) {
      // What is not remembered is said again: better twice than never.
      return;
    }
  }
}
