package dev.atocore.cli.command.triage;

import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.state.State;
import dev.atocore.core.state.StateValue;

/**
 * Where a user stopped in the queue. Kept in the store's state, one for each user and filter, after
 * each candidate: whatever ends the process, the next session goes on behind it.
 */
final class QueuePosition {
  static final String CATEGORY = "triage";
  private static final int MOST_KEY_CHARACTERS = 400;

  private final State state;
  private final String key;

  QueuePosition(State state, String user, MemoryFilter filter) {
    this.state = state;
    String name =
        user
            + (filter.type() == null ? "" : " type=" + filter.type().word())
            + (filter.project() == null ? "" : " project=" + filter.project());
    this.key = name.substring(0, Math.min(name.length(), MOST_KEY_CHARACTERS));
  }

  /** The place of the last candidate that was left behind; 0 for none. */
  long read() {
    return state
        .get(State.OWN, CATEGORY, key)
        .map(StateValue::value)
        .map(QueuePosition::parse)
        .orElse(0L);
  }

  /** Remembers it. A store that cannot take it ends the session soon enough with its own error. */
  void save(long place) {
    try {
      state.set(State.OWN, CATEGORY, key, Long.toString(place));
    } catch (StoreException e) {
      throw e;
    } catch (AtoCoreException e) {
      // A user or project whose name is no key: such a session begins at the start each time.
      return;
    }
  }

  private static long parse(String value) {
    try {
      return Math.max(0, Long.parseLong(value));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
