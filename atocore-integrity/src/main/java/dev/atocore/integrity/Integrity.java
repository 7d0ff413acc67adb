package dev.atocore.integrity;

import static java.util.Objects.requireNonNull;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.GuardedStore;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.core.model.Change;
import dev.atocore.integrity.alert.LastingAlerts;
import dev.atocore.integrity.backup.BackupVerifier;
import dev.atocore.integrity.check.Cost;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.checks.Checks;
import dev.atocore.integrity.history.Acknowledgement;
import dev.atocore.integrity.history.AcknowledgementEvent;
import dev.atocore.integrity.history.Acknowledgements;
import dev.atocore.integrity.history.History;
import dev.atocore.integrity.history.Night;
import dev.atocore.integrity.history.NightDiff;
import dev.atocore.integrity.history.RunRecord;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.integrity.result.Looked;
import dev.atocore.integrity.run.CheckRun;
import dev.atocore.integrity.run.IntegrityAlert;
import dev.atocore.integrity.run.RunWatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds drift in a store, keeps what it found, and raises one alert about it. Changes nothing but
 * its own result. Thread-safe.
 */
public final class Integrity {
  private final MemoryStore store;
  private final Alerts alerts;
  private final List<IntegrityCheck> checks;

  private Integrity(MemoryStore store, Alerts alerts, List<IntegrityCheck> checks) {
    this.store = requireNonNull(store, "store is null");
    this.alerts = requireNonNull(alerts, "alerts is null");
    this.checks = List.copyOf(checks);
  }

  /**
   * The checks of this library, and those that the class path brings as services of the type {@link
   * IntegrityCheck}, on that store. Both stay the caller's to close. The system property {@code
   * atocore.checks=built-in} says that the class path brings none, and saves looking through it.
   */
  public static Integrity of(MemoryStore store, Alerts alerts) {
    return new Integrity(
        store,
        alerts,
        CheckRun.possible(
            requireNonNull(store, "store is null"),
            Checks.all(BackupVerifier::problem, store.capabilities())));
  }

  /**
   * These checks and one more.
   *
   * @throws IllegalArgumentException if there is one with its id already
   */
  public Integrity with(IntegrityCheck check) {
    List<IntegrityCheck> more = new ArrayList<>(checks);
    for (IntegrityCheck known : checks) {
      if (known.id().equals(check.id())) {
        throw new IllegalArgumentException("there is a check " + check.id() + " already");
      }
    }
    more.add(check);
    return new Integrity(store, alerts, more);
  }

  /** The checks of this library, in the order in which they run. */
  public static List<IntegrityCheck> builtIn() {
    return Checks.builtIn(BackupVerifier::problem);
  }

  /** The checks, in the order in which they run. */
  public List<IntegrityCheck> checks() {
    return checks;
  }

  /**
   * Runs checks, keeps the result in the store, and raises or resolves the alert {@code integrity}.
   * A check that fails does not keep the others from running. A run of only some checks can raise
   * the alert but not resolve it.
   *
   * @throws IntegrityException with the code {@code unknown_check} if there is no such check
   */
  public IntegrityResult run(RunOptions options) {
    return run(options, RunWatch.quiet());
  }

  /**
   * The same, with someone who follows it and can end it early. What was found by then is kept, and
   * alerted about.
   *
   * @throws IntegrityException with the code {@code unknown_check} if there is no such check
   */
  public IntegrityResult run(RunOptions options, RunWatch watch) {
    List<IntegrityCheck> chosen = choose(options);
    RunRecord record = new RunRecord(store);
    boolean whole = options.whole();
    if (whole) {
      record.begin();
    }
    Looked looked = new CheckRun(store, chosen, options).look(watch);
    IntegrityResult result = record.keep(looked, whole && !looked.result().interrupted());
    new IntegrityAlert(new LastingAlerts(store, alerts)).tell(result);
    return result;
  }

  /** The result of the last run; empty when there was none. */
  public Optional<IntegrityResult> last() {
    return last(store);
  }

  /** The result of the last run on that store; empty when there was none. */
  public static Optional<IntegrityResult> last(MemoryStore store) {
    return new RunRecord(store).last();
  }

  /** What of the last run on that store its principal sees; empty when there was none. */
  public static Optional<IntegrityResult> last(GuardedStore store) {
    return last(store.unguarded()).map(result -> SeenFindings.of(result, store));
  }

  /** What of a result the principal of that store sees. */
  public static IntegrityResult seen(IntegrityResult result, GuardedStore store) {
    return SeenFindings.of(result, store);
  }

  /**
   * Accepts a finding: it stays visible and no longer alerts, until it is taken back or its time is
   * over. What was acknowledged before is replaced.
   *
   * @param findingId as a result gives it; it need not be found at present
   * @param actor who says so
   * @param note why; null when nothing is said
   * @param until when it ends; null for never
   * @throws IntegrityException with the code {@code unknown_finding} if it is no finding's id
   */
  public Acknowledgement acknowledge(
      String findingId, String actor, @Nullable String note, @Nullable Instant until) {
    requireSound(actor, note);
    for (IntegrityCheck check : checks) {
      if (Finding.isOf(findingId, check.id())) {
        return new Acknowledgements(store).add(findingId, actor, note, until);
      }
    }
    throw new IntegrityException(
        Kind.NOT_FOUND,
        "unknown_finding",
        "\"" + findingId + "\" is no finding; 'atocore integrity last' names them");
  }

  /** The id of the finding that a check makes, or would make, about that subject. */
  public static String findingId(String checkId, String subject) {
    return Finding.id(checkId, subject);
  }

  /**
   * Takes an acknowledgement back.
   *
   * @throws IntegrityException with the code {@code not_acknowledged} if there is none
   */
  public Acknowledgement unacknowledge(String findingId, String actor) {
    requireSound(actor, null);
    return new Acknowledgements(store).revoke(findingId, actor);
  }

  /** What the nights found, newest first: the last run of all checks on each of the past days. */
  public List<Night> nights() {
    return new History(store).nights();
  }

  /**
   * What changed from the run of all checks before the last to the last; empty when there were not
   * two.
   */
  public Optional<NightDiff> diff() {
    History history = new History(store);
    Night now = history.lastRun();
    Night before = history.runBefore();
    return now == null || before == null
        ? Optional.empty()
        : Optional.of(NightDiff.between(before, now));
  }

  /** All acknowledgements there ever were, the last of each finding. */
  public List<Acknowledgement> acknowledgements() {
    return new Acknowledgements(store).all();
  }

  /** The acknowledgements that are valid at that time, by finding. */
  public Map<String, Acknowledgement> acknowledged(Instant time) {
    return new Acknowledgements(store).holding(time);
  }

  /** Every acknowledgement there was and every one taken back, oldest first. */
  public List<AcknowledgementEvent> acknowledgementEvents() {
    return new Acknowledgements(store).events();
  }

  /** The same rules as for whoever changes a memory. */
  private static void requireSound(String actor, @Nullable String note) {
    Change change = Change.by(actor);
    if (note != null) {
      change.note(note);
    }
  }

  public IntegrityCheck check(String id) {
    return choose(RunOptions.all().checks(List.of(id))).get(0);
  }

  private List<IntegrityCheck> choose(RunOptions options) {
    List<String> ids = options.checkIds();
    List<IntegrityCheck> chosen = new ArrayList<>();
    if (ids.isEmpty()) {
      for (IntegrityCheck check : checks) {
        if (options.full() || check.cost() == Cost.CHEAP) {
          chosen.add(check);
        }
      }
      return chosen;
    }
    List<String> unknown = new ArrayList<>(ids);
    for (IntegrityCheck check : checks) {
      if (ids.contains(check.id())) {
        chosen.add(check);
        unknown.removeIf(check.id()::equals);
      }
    }
    if (!unknown.isEmpty()) {
      throw new IntegrityException(
          Kind.INVALID,
          "unknown_check",
          "there is no check \"" + unknown.get(0) + "\"; 'atocore integrity list' names them");
    }
    return chosen;
  }
}
