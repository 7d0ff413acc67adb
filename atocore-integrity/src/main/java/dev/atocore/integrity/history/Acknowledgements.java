package dev.atocore.integrity.history;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.core.state.State;
import dev.atocore.core.state.StateValue;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.check.IntegrityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What operators have acknowledged, kept in the store: the last word on each finding, and every
 * event that led to it.
 */
public final class Acknowledgements {
  private static final String CATEGORY = "integrity_ack";
  private static final String EVENTS = "integrity_ack_event";

  private final MemoryStore store;

  public Acknowledgements(MemoryStore store) {
    this.store = store;
  }

  public Acknowledgement add(
      String findingId, String actor, @Nullable String note, @Nullable Instant until) {
    String now = Times.format(Instant.now());
    String end = until == null ? null : Times.format(until);
    record(
        new AcknowledgementEvent(
            findingId, AcknowledgementEvent.ACKNOWLEDGED, actor, note, now, end));
    return keep(new Acknowledgement(findingId, actor, note, now, end, null, null));
  }

  public Acknowledgement revoke(String findingId, String actor) {
    Acknowledgement known =
        store
            .state()
            .get(State.OWN, CATEGORY, findingId)
            .map(StateValue::value)
            .map(Acknowledgement::parse)
            .filter(ack -> ack.revokedBy() == null)
            .orElseThrow(
                () ->
                    new IntegrityException(
                        Kind.REFUSED,
                        "not_acknowledged",
                        "\"" + findingId + "\" is not acknowledged"));
    record(
        new AcknowledgementEvent(
            findingId,
            AcknowledgementEvent.TAKEN_BACK,
            actor,
            null,
            Times.format(Instant.now()),
            null));
    return keep(known.revoked(actor));
  }

  /** All that was ever acknowledged and taken back, oldest first. */
  public List<AcknowledgementEvent> events() {
    List<AcknowledgementEvent> events = new ArrayList<>();
    for (StateValue value : store.state().list(State.OWN, EVENTS)) {
      AcknowledgementEvent event = AcknowledgementEvent.parse(value.value());
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  public List<Acknowledgement> all() {
    List<Acknowledgement> all = new ArrayList<>();
    for (StateValue value : store.state().list(State.OWN, CATEGORY)) {
      Acknowledgement ack = Acknowledgement.parse(value.value());
      if (ack != null) {
        all.add(ack);
      }
    }
    return all;
  }

  /** Those that hold at that time, by finding. */
  public Map<String, Acknowledgement> holding(Instant time) {
    Map<String, Acknowledgement> holding = new LinkedHashMap<>();
    for (Acknowledgement ack : all()) {
      if (ack.holds(time)) {
        holding.put(ack.findingId(), ack);
      }
    }
    return holding;
  }

  /**
   * Remembers which of a check's acknowledged findings a run has seen.
   *
   * @return those that it has not seen and the run before had
   */
  public List<String> seen(Iterable<Acknowledgement> ofCheck, Set<String> seen, Instant now) {
    List<String> gone = new ArrayList<>();
    for (Acknowledgement ack : ofCheck) {
      boolean found = seen.contains(ack.findingId());
      if (!found && ack.goneAt() == null) {
        gone.add(ack.findingId());
        keep(ack.gone(Times.format(now)));
      } else if (found && ack.goneAt() != null) {
        keep(ack.gone(null));
      }
    }
    return gone;
  }

  /** Before it takes effect, so that nothing holds of which nobody knows who said it. */
  private void record(AcknowledgementEvent event) {
    store.state().set(State.OWN, EVENTS, event.at() + "/" + event.findingId(), event.json());
  }

  private Acknowledgement keep(Acknowledgement ack) {
    store.state().set(State.OWN, CATEGORY, ack.findingId(), ack.json());
    return ack;
  }
}
