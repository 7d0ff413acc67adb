package dev.atocore.server.figures;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditGrouping;
import dev.atocore.core.GuardedStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The counts of a part of a store, counted when they are asked for. */
final class BoundFigures implements Figures {
  private final GuardedStore store;

  BoundFigures(GuardedStore store) {
    this.store = store;
  }

  @Override
  public Map<String, Long> byStatus() {
    return store.memories().countByStatus();
  }

  @Override
  public Map<String, Long> byAction() {
    return store.audit().count(AuditGrouping.ACTION, AuditFilter.ALL);
  }

  @Override
  public List<Day> byDay() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Instant since = StoreFigures.first(today).atStartOfDay(ZoneOffset.UTC).toInstant();
    Map<String, Map<String, Long>> byDate = new HashMap<>();
    for (AuditAction action : AuditAction.values()) {
      AuditFilter filter = AuditFilter.ALL.action(action).since(since);
      store
          .audit()
          .count(AuditGrouping.DAY, filter)
          .forEach(
              (date, count) ->
                  byDate.computeIfAbsent(date, day -> new HashMap<>()).put(action.verb(), count));
    }
    return StoreFigures.days(byDate, today);
  }
}
