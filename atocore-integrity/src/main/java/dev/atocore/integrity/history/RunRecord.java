package dev.atocore.integrity.history;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.state.State;
import dev.atocore.core.state.StateValue;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityJson;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.integrity.result.Looked;
import dev.atocore.integrity.scan.Mark;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the store remembers of runs: that one began, what it found, and how far it looked. */
public final class RunRecord {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.integrity.RunRecord");
  private static final String RESULT_CATEGORY = "status";
  private static final String RESULT_KEY = "integrity_check_result";
  private static final String CATEGORY = "integrity";
  private static final String STARTED = "run_started";
  private static final String NOT_RUNNING = "null";

  private final MemoryStore store;

  public RunRecord(MemoryStore store) {
    this.store = store;
  }

  /** The result of the last run; empty when there was none. */
  public Optional<IntegrityResult> last() {
    return store
        .state()
        .get(State.OWN, RESULT_CATEGORY, RESULT_KEY)
        .map(StateValue::value)
        .flatMap(IntegrityJson::parse);
  }

  /** A run of all checks begins: one that is killed is told by the next. */
  public void begin() {
    try {
      if (unfinished() == null) {
        store.state().set(State.OWN, CATEGORY, STARTED, '"' + Times.format(Instant.now()) + '"');
      }
    } catch (AtoCoreException e) {
      log.debug("That a run begins could not be kept: {}", e.getMessage());
    }
  }

  /** When the run began that never came to its end; null when there is none. */
  public @Nullable String unfinished() {
    return store
        .state()
        .get(State.OWN, CATEGORY, STARTED)
        .map(StateValue::value)
        .filter(value -> value.length() > 2 && value.startsWith("\""))
        .map(value -> value.substring(1, value.length() - 1))
        .orElse(null);
  }

  /**
   * Keeps what a run found.
   *
   * @param whole whether it was one of all checks that came to its end
   */
  public IntegrityResult keep(Looked looked, boolean whole) {
    IntegrityResult result = looked.result();
    if (store.isReadOnly()) {
      log.warn("The store is read-only: the result of this integrity run is not kept");
      return result;
    }
    try {
      History history = new History(store);
      result = history.recall(result);
      store
          .state()
          .set(
              State.OWN,
              RESULT_CATEGORY,
              RESULT_KEY,
              IntegrityJson.text(result.capped(RunOptions.DEFAULT_SAMPLES)));
      if (whole) {
        history.keep(looked.with(result));
      }
      if (whole || result.interrupted()) {
        store.state().set(State.OWN, CATEGORY, STARTED, NOT_RUNNING);
      }
      keepMark(looked, result, whole);
      return result;
    } catch (AtoCoreException e) {
      if (store.location() instanceof StoreUrl && e.code().equals("store_unwritable")) {
        log.warn("The result of this integrity run is not kept: {}", e.getMessage());
        return result;
      }
      log.error("The result of the integrity run could not be kept: {}", e.getMessage());
      return result.notKept(String.valueOf(e.getMessage()));
    }
  }

  /** What a look at the news alone has found must be found again until it is mended. */
  private void keepMark(Looked looked, IntegrityResult result, boolean whole) {
    Mark mark = looked.mark();
    boolean clean = result.since() != null && result.findingsTotal() == 0;
    if (mark != null
        && !result.interrupted()
        && result.status() != CheckStatus.ERROR
        && (whole || clean)) {
      mark.keep(store);
    }
  }
}
