package dev.atocore.server.api;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.text.Times;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says with each answer from a copy that follows another store, as a standby of PostgreSQL does,
 * how old what it tells may be. Thread-safe.
 */
public final class CopyNotice {
  /** When the last change was made that is in the copy. */
  static final String HEADER = "X-Atocore-Copied-Until";

  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final MemoryStore store;
  private volatile @Nullable Seen seen;

  /** Of that store. */
  public CopyNotice(MemoryStore store) {
    this.store = store;
  }

  private record Seen(Optional<Instant> until, long atNanos) {}

  /** Those routes; the answers of what reads say it. */
  public List<Route> of(List<Route> routes) {
    return routes.stream()
        .map(
            route ->
                route.method().equals("GET") && !Route.Kind.OPEN.equals(route.kind())
                    ? route.handledBy(request -> told(route.handler().handle(request)))
                    : route)
        .toList();
  }

  private Answer told(Answer answer) {
    return store.isReadOnly()
        ? until().map(at -> answer.header(HEADER, Times.format(at))).orElse(answer)
        : answer;
  }

  private Optional<Instant> until() {
    Seen last = seen;
    if (last == null || System.nanoTime() - last.atNanos >= FRESH_NANOS) {
      last = new Seen(store.copiedUntil(), System.nanoTime());
      seen = last;
    }
    return last.until;
  }
}
