package dev.atocore.server.access;

import dev.atocore.audit.io.Sha256;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.state.State;
import dev.atocore.core.state.StateValue;
import dev.atocore.core.store.Capability;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.Times;
import dev.atocore.server.http.Caller;
import dev.atocore.server.http.SessionBook;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that all servers of one store know, so that a browser may reach any of them. They are
 * kept in the state of the store, under the hash of their id: who reads the store can act for
 * nobody. What is kept proves whose token was given without being it, so a session ends with the
 * key, and is worth nothing at a server that has another API token. Thread-safe.
 */
final class SharedSessions implements SessionBook {
  private static final String CATEGORY = "web_session";
  private static final String KEYS = "web";
  private static final String FORM_KEY = "form_key";
  private static final int KEY_BYTES = 32;
  private static final int NAME_BYTES = 5;
  private static final int MOST_SEEN = 1000;

  /** What another server did is known here after so long. */
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final State state;
  private final Callers callers;
  private final byte[] formKey;
  private final String name;

  /** Of a server that cannot write into the store, such as one at a standby. */
  private final OwnSessions unwritten = new OwnSessions();

  private final Map<String, Seen> seen =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
          return size() > MOST_SEEN;
        }
      };

  private SharedSessions(State state, Callers callers) {
    this.state = state;
    this.callers = callers;
    this.formKey = formKey(state).orElseGet(unwritten::formKey);
    this.name = hash(HexFormat.of().formatHex(formKey)).substring(0, 2 * NAME_BYTES);
  }

  /** Where the sessions of a server of that store are kept. */
  static SessionBook of(MemoryStore store, Callers callers) {
    return store.capabilities().contains(Capability.FILES)
        ? new OwnSessions()
        : new SharedSessions(store.state(), callers);
  }

  /** What was found, or why nothing could be. */
  private record Seen(@Nullable Caller caller, @Nullable StoreException failure, long atNanos) {
    boolean isFresh() {
      return System.nanoTime() - atNanos < FRESH_NANOS;
    }
  }

  @Override
  public byte[] formKey() {
    return formKey.clone();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void open(String id, Caller caller, Duration lifetime) {
    Instant until = Instant.now().plus(lifetime);
    String json =
        JsonRecord.write(
            out -> {
              out.writeStartObject();
              out.writeStringField("caller", caller.name());
              out.writeBooleanField("key", Callers.hasKey(caller));
              out.writeStringField("proof", callers.proof(caller, id));
              out.writeStringField("until", Times.format(until));
              out.writeEndObject();
            });
    try {
      LocalDate today = today();
      state.set(State.OWN, CATEGORY, key(today, id), json);
      state.forgetBefore(State.OWN, CATEGORY, today.minusDays(1).toString());
    } catch (StoreException e) {
      unwritten.open(id, caller, lifetime);
    }
    forget(id);
  }

  @Override
  public boolean knows(String id) {
    synchronized (seen) {
      Seen last = seen.get(id);
      return (last != null && last.isFresh()) || unwritten.find(id) != null;
    }
  }

  @Override
  public @Nullable Caller find(String id) {
    Caller own = unwritten.find(id);
    if (own != null) {
      return own;
    }
    Seen last;
    synchronized (seen) {
      last = seen.get(id);
    }
    if (last == null || !last.isFresh()) {
      last = look(id);
      synchronized (seen) {
        seen.put(id, last);
      }
    }
    if (last.failure() != null) {
      throw last.failure();
    }
    return last.caller();
  }

  @Override
  public void close(String id) {
    unwritten.close(id);
    kept(id).ifPresent(value -> state.set(State.OWN, CATEGORY, value.key(), "null"));
    forget(id);
  }

  private void forget(String id) {
    synchronized (seen) {
      seen.remove(id);
    }
  }

  private Seen look(String id) {
    long began = System.nanoTime();
    try {
      return new Seen(kept(id).map(value -> caller(id, value)).orElse(null), null, began);
    } catch (StoreException e) {
      return new Seen(null, e, began);
    }
  }

  private @Nullable Caller caller(String id, StateValue value) {
    JsonRecord fields = JsonRecord.parse(value.value());
    String who = fields.text("caller");
    if (who == null || !Instant.now().isBefore(time(fields.text("until", "")))) {
      return null;
    }
    return callers.again(who, fields.flag("key"), fields.text("proof", ""), id);
  }

  /** No session lives for two days. */
  private Optional<StateValue> kept(String id) {
    LocalDate today = today();
    return state
        .get(State.OWN, CATEGORY, key(today, id))
        .or(() -> state.get(State.OWN, CATEGORY, key(today.minusDays(1), id)));
  }

  private static String key(LocalDate opened, String id) {
    return opened + "-" + hash(id);
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  /** Made by the first server of a store; none where it cannot be written and none was made. */
  private static Optional<byte[]> formKey(State state) {
    Optional<byte[]> known = readFormKey(state);
    if (known.isPresent()) {
      return known;
    }
    byte[] made = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(made);
    String json = "\"" + Base64.getEncoder().encodeToString(made) + "\"";
    try {
      state.replace(State.OWN, KEYS, FORM_KEY, null, json);
    } catch (StoreException e) {
      return Optional.empty();
    }
    return readFormKey(state);
  }

  private static Optional<byte[]> readFormKey(State state) {
    return state.get(State.OWN, KEYS, FORM_KEY).map(StateValue::value).flatMap(SharedSessions::key);
  }

  private static Optional<byte[]> key(String json) {
    try {
      byte[] key = Base64.getDecoder().decode(json.replace("\"", ""));
      return key.length == KEY_BYTES ? Optional.of(key) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(Sha256.of(text));
  }
}
