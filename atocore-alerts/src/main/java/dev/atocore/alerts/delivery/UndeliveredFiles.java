package dev.atocore.alerts.delivery;

import dev.atocore.alerts.sink.Undelivered;
import dev.atocore.alerts.sink.UndeliveredPage;
import dev.atocore.alerts.spool.Spool;
import dev.atocore.alerts.spool.SpoolEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is undelivered, by the names of its files; only those of a page are read. */
public final class UndeliveredFiles {
  /** Before the name of a file of the dead in a cursor: no file of the spool is called so. */
  private static final String DEAD = "dead/";

  private final Spool spool;

  UndeliveredFiles(Spool spool) {
    this.spool = spool;
  }

  /**
   * How much is undelivered for one sink.
   *
   * @param waiting what is tried again
   * @param dead what it refused for good
   */
  public record Count(int waiting, int dead) {}

  /** Of each sink that anything is undelivered for, those that it waits for first. */
  Map<String, Count> counts() throws IOException {
    Map<String, Count> counts = new LinkedHashMap<>();
    for (String name : spool.waiting()) {
      add(counts, name, 1, 0);
    }
    for (String name : spool.dead()) {
      add(counts, name, 0, 1);
    }
    return counts;
  }

  private static void add(Map<String, Count> counts, String name, int waiting, int dead) {
    counts.merge(
        String.valueOf(SpoolEntry.sinkIdOf(name)),
        new Count(waiting, dead),
        (one, other) -> new Count(one.waiting() + other.waiting(), one.dead() + other.dead()));
  }

  UndeliveredPage page(int limit, @Nullable String after) throws IOException {
    List<String> waiting = spool.waiting();
    List<String> dead = spool.dead();
    boolean amongDead = after != null && after.startsWith(DEAD);
    List<Undelivered> page = new ArrayList<>();
    String last = null;
    for (String name : amongDead ? List.<String>of() : waiting) {
      if (after != null && name.compareTo(after) <= 0) {
        continue;
      }
      SpoolEntry entry = spool.waitingOrNull(name);
      if (entry != null) {
        if (page.size() == limit) {
          return new UndeliveredPage(page, last, waiting.size() + dead.size());
        }
        page.add(undelivered(entry, false));
        last = name;
      }
    }
    for (String name : dead) {
      if (amongDead && after != null && (DEAD + name).compareTo(after) <= 0) {
        continue;
      }
      SpoolEntry entry = spool.deadOrNull(name);
      if (entry != null) {
        if (page.size() == limit) {
          return new UndeliveredPage(page, last, waiting.size() + dead.size());
        }
        page.add(undelivered(entry, true));
        last = DEAD + name;
      }
    }
    return new UndeliveredPage(page, null, waiting.size() + dead.size());
  }

  private static Undelivered undelivered(SpoolEntry entry, boolean dead) {
    return new Undelivered(
        entry.sinkId(),
        entry.alert(),
        dead,
        entry.attempts(),
        dead ? null : entry.next(),
        entry.reason());
  }
}
