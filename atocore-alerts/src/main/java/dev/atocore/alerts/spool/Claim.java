package dev.atocore.alerts.spool;

import dev.atocore.alerts.json.AlertJson;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which process is delivering a spool entry, so that a drainer leaves it alone until that process
 * is done or dead.
 *
 * @param pid the process
 * @param started when it started, since a pid comes back
 * @param until when it has given up in any case
 */
public record Claim(long pid, Instant started, Instant until) {

  /** A claim of this process. */
  public static Claim mine(Instant now, Duration longest) {
    ProcessHandle me = ProcessHandle.current();
    return new Claim(me.pid(), started(me), now.plus(longest));
  }

  /** Whether the delivery may still be under way. */
  public boolean holds(Instant now, Duration longest) {
    // A claim from the far future was made before the clock was set back.
    if (!until.isAfter(now) || until.isAfter(now.plus(longest.multipliedBy(2)))) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process.isPresent() && process.get().isAlive() && started(process.get()).equals(started);
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("pid", pid);
    map.put("started", started);
    map.put("until", until);
    return map;
  }

  static @Nullable Claim of(Map<?, ?> json) {
    Instant started = AlertJson.instant(json, "started");
    Instant until = AlertJson.instant(json, "until");
    return json.get("pid") instanceof Number pid && started != null && until != null
        ? new Claim(pid.longValue(), started, until)
        : null;
  }
}
