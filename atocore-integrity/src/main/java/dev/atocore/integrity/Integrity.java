package dev.atocore.integrity;

import static java.util.Objects.requireNonNull;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.AtoCoreException;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StateValue;
import dev.atocore.core.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds drift in a store, keeps what it found, and raises one alert about it. Changes nothing but
 * its own result. Thread-safe.
 */
public final class Integrity {
  /** Where the last result is kept, with the project {@code atocore}. */
  public static final String CATEGORY = "status";

  /** Where the last result is kept, with the project {@code atocore}. */
  public static final String KEY = "integrity_check_result";

  private static final Logger log = LoggerFactory.getLogger(Integrity.class);
  private static final String PROJECT = "atocore";

  private final MemoryStore store;
  private final Alerts alerts;
  private final List<IntegrityCheck> checks;

  private Integrity(MemoryStore store, Alerts alerts, List<IntegrityCheck> checks) {
    this.store = requireNonNull(store, "store is null");
    this.alerts = requireNonNull(alerts, "alerts is null");
    this.checks = List.copyOf(checks);
  }

  /** The checks of this library on that store. Both stay the caller's to close. */
  public static Integrity of(MemoryStore store, Alerts alerts) {
    return new Integrity(store, alerts, Checks.builtIn());
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
    return Checks.builtIn();
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
    List<IntegrityCheck> chosen = choose(options.checkIds());
    Instant started = Instant.now();
    long clock = System.nanoTime();
    CheckContext context = new CheckContext(store, started);
    List<CheckResult> results = new ArrayList<>();
    for (IntegrityCheck check : chosen) {
      results.add(run(check, context, options.samples()));
    }
    IntegrityResult result =
        keep(
            new IntegrityResult(
                Times.format(started),
                Duration.ofNanos(System.nanoTime() - clock).toMillis(),
                results,
                chosen.size() < checks.size(),
                null));
    new IntegrityAlert(new LastingAlerts(store, alerts)).tell(result);
    return result;
  }

  /** The result of the last run; empty when there was none. */
  public Optional<IntegrityResult> last() {
    return last(store);
  }

  /** The result of the last run on that store; empty when there was none. */
  public static Optional<IntegrityResult> last(MemoryStore store) {
    return store
        .state()
        .get(PROJECT, CATEGORY, KEY)
        .map(StateValue::value)
        .flatMap(IntegrityJson::parse);
  }

  private List<IntegrityCheck> choose(List<String> ids) {
    if (ids.isEmpty()) {
      return checks;
    }
    List<IntegrityCheck> chosen = new ArrayList<>();
    List<String> unknown = new ArrayList<>(ids);
    for (IntegrityCheck check : checks) {
      if (ids.contains(check.id())) {
        chosen.add(check);
        unknown.removeIf(check.id()::equals);
      }
    }
    if (!unknown.isEmpty()) {
      throw new IntegrityException(
          "unknown_check",
          "there is no check \"" + unknown.get(0) + "\"; 'atocore integrity list' names them");
    }
    return chosen;
  }

  private static CheckResult run(IntegrityCheck check, CheckContext context, int samples) {
    Findings findings = new Findings(check.id(), samples);
    String error = null;
    try {
      check.run(context, findings);
    } catch (Exception e) {
      // Whatever it is, embedders' checks included: the other checks must still run.
      log.warn("The check {} failed: {}", check.id(), e.getMessage());
      log.debug("The check {} failed", check.id(), e);
      error = String.valueOf(e.getMessage());
    }
    CheckStatus status =
        error != null
            ? CheckStatus.ERROR
            : findings.count() > 0 ? CheckStatus.FINDINGS : CheckStatus.OK;
    return new CheckResult(
        check.id(), check.severity(), status, findings.count(), 0, findings.kept(), error);
  }

  private IntegrityResult keep(IntegrityResult result) {
    try {
      store.state().set(PROJECT, CATEGORY, KEY, IntegrityJson.text(result));
      return result;
    } catch (AtoCoreException e) {
      log.error("The result of the integrity run could not be kept: {}", e.getMessage());
      return result.notKept(String.valueOf(e.getMessage()));
    }
  }
}
