package dev.atocore.server.figures;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.GuardedStore;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.image.Image;
import dev.atocore.core.log.DayAction;
import dev.atocore.core.log.LogFigures;
import dev.atocore.core.log.StoreLog;
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
public final class StoreFigures implements Figures {
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
            () -> figures.byDay(first(today()), today()),
            (entry, sum) -> sum.add(new DayAction(date(entry), entry.action()), 1),
            Duration.ZERO,
            Duration.ofMinutes(10));
  }

  /** The counts of what a store shows its principal. */
  public Figures of(GuardedStore store) {
    return store.principal().scope().bound() ? new BoundFigures(store) : this;
  }

  @Override
  public Map<String, Long> byStatus() {
    return statuses.counts();
  }

  @Override
  public Map<String, Long> byAction() {
    return actions.counts();
  }

  @Override
  public List<Day> byDay() {
    Map<String, Map<String, Long>> byDate = new TreeMap<>();
    days.counts()
        .forEach(
            (key, count) ->
                byDate
                    .computeIfAbsent(key.date(), date -> new LinkedHashMap<>())
                    .put(key.action(), count));
    return days(byDate, today());
  }

  static List<Day> days(Map<String, Map<String, Long>> byDate, LocalDate today) {
    List<Day> shown = new ArrayList<>();
    for (LocalDate day = first(today); !day.isAfter(today); day = day.plusDays(1)) {
      shown.add(new Day(day.toString(), byDate.getOrDefault(day.toString(), Map.of())));
    }
    return shown;
  }

  /** The first of the days that are shown. */
  static LocalDate first(LocalDate today) {
    return today.minusDays(DAYS - 1L);
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
