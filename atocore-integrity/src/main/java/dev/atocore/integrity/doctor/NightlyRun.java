package dev.atocore.integrity.doctor;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.pipeline.NightlyLease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Which process holds the lock of the nightly job, as its script keeps it beside the store. */
final class NightlyRun {
  private static final String TOPIC = "nightly run";
  private static final String LEASE = "nightly lease";
  private static final String LIMIT = "ATOCORE_LOCK_ALERT_AFTER";
  private static final Duration LONG = Duration.ofHours(6);

  /** Clocks of processes and files differ by this much. */
  private static final Duration TOLERANCE = Duration.ofSeconds(3);

  private NightlyRun() {}

  /** How long a run may take, as the job's script reads it. */
  static Duration longest(Map<String, String> env) {
    String given = env.getOrDefault(LIMIT, "");
    boolean seconds = !given.isEmpty() && given.chars().allMatch(c -> c >= '0' && c <= '9');
    try {
      return given.isEmpty() ? LONG : Times.parseAge(seconds ? given + "s" : given);
    } catch (InvalidInputException e) {
      return LONG;
    }
  }

  static Diagnosis of(StoreLocation store, Instant now, Duration longest) {
    Path folder = store.beside(".batch");
    String refused = last(folder.resolve("refused"));
    String[] holder = last(folder.resolve("holder")).split(" ", -1);
    if (holder.length >= 3 && runs(holder[0], holder[1])) {
      Instant since = Instant.ofEpochSecond(Long.parseLong(holder[1]));
      String who = "process " + holder[0] + " is at it since " + Times.format(since);
      return refused.isEmpty() && since.plus(longest).isAfter(now)
          ? Diagnosis.good(TOPIC, who)
          : Diagnosis.bad(
              TOPIC,
              who + (refused.isEmpty() ? "" : ", and another run ended at " + refused),
              "if it hangs, end it: kill " + holder[0]);
    }
    return refused.isEmpty()
        ? Diagnosis.good(TOPIC, "none is under way")
        : Diagnosis.bad(
            TOPIC,
            "the run of " + refused + " found another under way, and none has come since",
            "look who holds " + folder.resolve("lock") + ", then run the job");
  }

  /** The same of a run on whatever machine, where many machines use one store. */
  static List<Diagnosis> elsewhere(MemoryStore store, Instant now, Duration longest) {
    return NightlyLease.holder(store)
        .map(lease -> List.of(told(lease, now, longest)))
        .orElse(List.of());
  }

  private static Diagnosis told(NightlyLease lease, Instant now, Duration longest) {
    String who =
        lease.host()
            + " has the lease since "
            + Times.format(lease.since())
            + ", until "
            + Times.format(lease.until())
            + " unless it renews";
    return lease.since().plus(longest).isAfter(now)
        ? Diagnosis.good(LEASE, who)
        : Diagnosis.bad(LEASE, who, "if the job hangs there, end it on that machine");
  }

  /** Whether the process with that number is still the one that took the lock at that second. */
  private static boolean runs(String pid, String epoch) {
    try {
      Instant taken = Instant.ofEpochSecond(Long.parseLong(epoch));
      return ProcessHandle.of(Long.parseLong(pid))
          .filter(ProcessHandle::isAlive)
          .flatMap(process -> process.info().startInstant())
          .map(start -> start.isBefore(taken.plus(TOLERANCE)))
          .orElse(false);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String last(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
