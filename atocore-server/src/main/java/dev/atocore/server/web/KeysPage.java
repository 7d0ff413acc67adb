package dev.atocore.server.web;

import dev.atocore.audit.record.KeyEvent;
import dev.atocore.core.key.Key;
import dev.atocore.core.key.KeyRing;
import dev.atocore.core.key.Keys;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the store, and the end of one. It has no token to show, and shows no hash. */
final class KeysPage {
  /** What is in the path for a name that cannot be a part of one. */
  private static final String IN_FIELD = "-";

  private static final int EVENTS_SHOWN = 5;

  private final Stores stores;
  private final Html html;

  KeysPage(Stores stores, Html html) {
    this.stores = stores;
    this.html = html;
  }

  Answer show(Request request) {
    KeyRing ring = keys(request).ring();
    Instant now = Instant.now();
    List<Row> rows = new ArrayList<>();
    for (Key key : ring.keys()) {
      rows.add(new Row(key, key.state(now), events(ring, key)));
    }
    rows.sort(Comparator.comparing(Row::state));
    return html.page(
        200,
        "keys",
        new View(
            Frame.of(request, "Keys", "keys", stores),
            rows,
            ring.problems(),
            request.caller().name(),
            "revoked".equals(request.query("said"))));
  }

  /** The form: ends a key for good. */
  Answer revoke(Request request) {
    String inPath = request.path("name");
    String name = inPath.equals(IN_FIELD) ? Forms.required(request, "name") : inPath;
    keys(request).revoke(name, Forms.change(request, Forms.ACTOR));
    return Answer.seeOther("/keys?said=revoked");
  }

  private Keys keys(Request request) {
    return stores.of(request).keys();
  }

  private static List<Event> events(KeyRing ring, Key key) {
    List<Event> events = new ArrayList<>();
    for (KeyEvent event : ring.events()) {
      if (event.name().equals(key.name())) {
        events.add(new Event(event.kind().word(), event.actor(), event.at()));
      }
    }
    Collections.reverse(events);
    return events;
  }

  /** Something that was done with a key. */
  record Event(String what, String actor, String at) {}

  /**
   * A key.
   *
   * @param events what was done with it, newest first
   */
  record Row(Key key, Key.State state, List<Event> events) {
    /** How it began. */
    Event made() {
      return events.get(events.size() - 1);
    }

    /** What came of it since, the newest few. */
    List<Event> since() {
      return events.subList(0, Math.min(EVENTS_SHOWN, events.size() - 1));
    }

    /** Where its end is asked for; null when it lets nobody in any more. */
    @Nullable String revocation() {
      return state != Key.State.LIVING
          ? null
          : "/keys/" + (Show.plain(key.name()) ? Show.encode(key.name()) : IN_FIELD) + "/revoke";
    }
  }

  /**
   * What the template shows.
   *
   * @param keys those that let in first
   * @param problems why no key lets anybody in; empty when none is damaged
   * @param caller whose name the reader has
   * @param revoked whether one was just ended
   */
  record View(Frame frame, List<Row> keys, List<String> problems, String caller, boolean revoked) {}
}
