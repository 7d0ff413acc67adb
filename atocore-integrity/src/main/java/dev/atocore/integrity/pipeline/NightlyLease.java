package dev.atocore.integrity.pipeline;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.state.State;
import dev.atocore.core.state.StateValue;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.check.IntegrityException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which machine runs the nightly job of a store that many machines use. Kept in the state of the
 * store, so it needs no connection that stays open; whoever dies with it is waited for until its
 * end. Ends are compared by the clocks of the machines.
 *
 * @param run the run that has it
 * @param host the machine of that run
 * @param since when the run began
 * @param until when it ends unless it is renewed; not after {@code since} when it was given back
 */
public record NightlyLease(String run, String host, Instant since, Instant until) {
  /** How long it holds without being renewed. */
  public static final Duration USUAL = Duration.ofMinutes(10);

  /** Another run has it. */
  public static final String ELSEWHERE = "run_elsewhere";

  private static final String CATEGORY = "status";
  private static final String KEY = "nightly_lease";

  /** Who has it in that store; empty when nobody does. */
  public static Optional<NightlyLease> holder(MemoryStore store) {
    return seen(store).map(NightlyLease::parse).filter(lease -> lease.holds(Instant.now()));
  }

  /**
   * Takes it for a run that begins.
   *
   * @throws IntegrityException with the code {@link #ELSEWHERE} if another run has it
   */
  public static NightlyLease take(MemoryStore store, String host, Duration length) {
    Instant now = Instant.now();
    NightlyLease mine = new NightlyLease(UUID.randomUUID().toString(), host, now, now.plus(length));
    StateValue seen = seen(store).orElse(null);
    if (seen != null && parse(seen).holds(now)) {
      throw parse(seen).elsewhere();
    }
    return mine.put(store, seen);
  }

  /**
   * Prolongs that of a run, also one that ended meanwhile if nobody took it.
   *
   * @throws IntegrityException with the code {@link #ELSEWHERE} if another run has it by now
   */
  public static NightlyLease renew(MemoryStore store, String run, Duration length) {
    StateValue seen = requireOf(store, run);
    NightlyLease before = parse(seen);
    return new NightlyLease(run, before.host(), before.since(), Instant.now().plus(length))
        .put(store, seen);
  }

  /**
   * Gives that of a run back.
   *
   * @throws IntegrityException with the code {@link #ELSEWHERE} if another run has it by now
   */
  public static NightlyLease giveBack(MemoryStore store, String run) {
    StateValue seen = requireOf(store, run);
    NightlyLease before = parse(seen);
    return new NightlyLease(run, before.host(), before.since(), before.since()).put(store, seen);
  }

  /** Whether it keeps others from beginning at that time. */
  public boolean holds(Instant at) {
    return until.isAfter(at);
  }

  /** Writes one object: {@code run, host, since, until}. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("run", run);
    json.writeStringField("host", host);
    json.writeStringField("since", Times.format(since));
    json.writeStringField("until", Times.format(until));
    json.writeEndObject();
  }

  private NightlyLease put(MemoryStore store, @Nullable StateValue seen) {
    String before = seen == null ? null : seen.value();
    if (!store.state().replace(State.OWN, CATEGORY, KEY, before, json())) {
      throw seen(store).map(NightlyLease::parse).orElse(this).elsewhere();
    }
    return this;
  }

  private String json() {
    return JsonRecord.write(this::write);
  }

  private IntegrityException elsewhere() {
    return elsewhere(
        "the nightly job of this store runs on "
            + host
            + " since "
            + Times.format(since)
            + "; if that machine is gone, its lease ends by itself at "
            + Times.format(until));
  }

  private static IntegrityException elsewhere(String message) {
    return new IntegrityException(AtoCoreException.Kind.CONFLICT, ELSEWHERE, message);
  }

  private static StateValue requireOf(MemoryStore store, String run) {
    StateValue seen =
        seen(store)
            .orElseThrow(() -> elsewhere("no nightly job of this store has a lease; take one"));
    NightlyLease lease = parse(seen);
    if (!lease.run().equals(run)) {
      throw lease.holds(Instant.now())
          ? lease.elsewhere()
          : elsewhere("another run has had the lease since that one; take one anew");
    }
    return seen;
  }

  private static Optional<StateValue> seen(MemoryStore store) {
    return store.state().get(State.OWN, CATEGORY, KEY);
  }

  /** What another program wrote there holds nobody up. */
  private static NightlyLease parse(StateValue value) {
    JsonRecord fields = JsonRecord.parse(value.value());
    String updated = value.updatedAt();
    return new NightlyLease(
        fields.text("run", ""),
        fields.text("host", "another machine"),
        time(fields.text("since", updated)),
        time(fields.text("until", "")));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }
}
