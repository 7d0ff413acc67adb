package dev.atocore.server.figures;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.log.DayAction;
import dev.atocore.core.log.LogFigures;
import dev.atocore.core.log.StoreLog;
import dev.atocore.core.model.Image;
import dev.atocore.core.model.MemoryStatus;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a store that pages and metrics show: counting a million memories takes longer than
 * all the rest of a page, so they are kept. Thread-safe.
 */
public final class StoreFigures {
  static final int DAYS = 30;
  private static final Duration QUICK = Duration.ofMillis(5);

  private final LogTail<String> statuses;
  private final LogTail<String> actions;
  private final LogTail<DayAction> days;

  /** The counts of that store. */
  public StoreFigures(MemoryStore store) {
    this(store, QUICK);
  }

  /**
   * For tests.
   *
   * @param quick a store whose memories are counted in that time is counted each time
   */
  StoreFigures(MemoryStore store, Duration quick) {
    StoreLog log = store.audit();
    LogFigures figures = log.figures();
    this.statuses =
        new LogTail<>(log, figures::byStatus, StoreFigures::move, quick, Duration.ofSeconds(30));
    this.actions =
        new LogTail<>(
            log,
            figures::byAction,
            (entry, sum) -> sum.add(entry.action(), 1),
            Duration.ZERO,
            Duration.ofMinutes(10));
    this.days =
        new LogTail<>(
            log,
            () -> figures.byDay(today().minusDays(DAYS - 1L), today()),
            (entry, sum) -> sum.add(new DayAction(date(entry), entry.action()), 1),
            Duration.ZERO,
            Duration.ofMinutes(10));
  }

  /**
   * One day.
   *
   * @param date such as {@code 2026-11-25}
   * @param actions how many changes there were, by the verbs of the log
   */
  public record Day(String date, Map<String, Long> actions) {
    /** How many changes there were. */
    public long total() {
      return actions.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** How many candidates wait for review. */
  public long waiting() {
    return byStatus().getOrDefault(MemoryStatus.CANDIDATE.word(), 0L);
  }

  /** How many memories there are, by the status' word; the four known ones are always there. */
  public Map<String, Long> byStatus() {
    return statuses.counts();
  }

  /** How many entries the log has, by their actions' verbs as stored. */
  public Map<String, Long> byAction() {
    return actions.counts();
  }

  /** How many changes of each kind the last days saw; oldest first, days without any too. */
  public List<Day> byDay() {
    Map<String, Map<String, Long>> byDate = new TreeMap<>();
    days.counts()
        .forEach(
            (key, count) ->
                byDate
                    .computeIfAbsent(key.date(), date -> new LinkedHashMap<>())
                    .put(key.action(), count));
    List<Day> shown = new ArrayList<>();
    LocalDate today = today();
    for (int ago = DAYS - 1; ago >= 0; ago--) {
      String date = today.minusDays(ago).toString();
      shown.add(new Day(date, byDate.getOrDefault(date, Map.of())));
    }
    return shown;
  }

  private static void move(AuditEntry entry, LogTail.Sum<String> sum) {
    String from = status(entry.before());
    if (from != null) {
      sum.add(from, -1);
    }
    String to = status(entry.after());
    if (to != null) {
      sum.add(to, 1);
    }
  }

  private static @Nullable String status(@Nullable String image) {
    return Image.of(image).text("status");
  }

  private static String date(AuditEntry entry) {
    String time = entry.timestamp();
    return time.substring(0, Math.min(10, time.length()));
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }
}
