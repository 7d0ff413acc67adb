package dev.atocore.server.web;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.integrity.alert.LastAlert;
import dev.atocore.integrity.dashboard.Dashboard;
import dev.atocore.integrity.pipeline.LastHarness;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.server.access.Stores;
import dev.atocore.server.figures.Figures;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole picture. */
final class OverviewPage {
  private final Stores stores;
  private final Html html;

  OverviewPage(Stores stores, Html html) {
    this.stores = stores;
    this.html = html;
  }

  Answer show(Request request) {
    Figures figures = stores.figures(request);
    Dashboard dashboard = Dashboard.read(stores.of(request), figures.byStatus());
    List<Figures.Day> days = figures.byDay();
    return html.page(
        200,
        "overview",
        new View(
            Frame.of(request, "Overview", "overview", stores, dashboard.candidateQueue().count()),
            dashboard,
            days,
            plot(days),
            LastHarness.history(stores.of(request))));
  }

  private static BarPlot plot(List<Figures.Day> days) {
    List<BarPlot.Stack> stacks = new ArrayList<>();
    long total = 0;
    for (Figures.Day day : days) {
      List<BarPlot.Piece> pieces = new ArrayList<>();
      for (AuditAction action : AuditAction.values()) {
        long count = day.actions().getOrDefault(action.verb(), 0L);
        total += count;
        pieces.add(new BarPlot.Piece(action.verb(), Show.tone(action.verb()), count));
      }
      stacks.add(new BarPlot.Stack(day.date(), pieces));
    }
    return BarPlot.of(
        stacks, Show.count(total, "change") + " in the last " + days.size() + " days, by action");
  }

  /** What the template shows. */
  record View(
      Frame frame,
      Dashboard dashboard,
      List<Figures.Day> days,
      BarPlot plot,
      List<LastHarness> harnessHistory) {

    /** The alerts by severity, the worst first; null where there was none. */
    Map<String, @Nullable LastAlert> alerts() {
      Map<String, @Nullable LastAlert> alerts = new LinkedHashMap<>();
      alerts.put("critical", dashboard.lastCritical());
      alerts.put("warning", dashboard.lastWarning());
      alerts.put("info", dashboard.lastInfo());
      return alerts;
    }

    long memories() {
      return dashboard.memories().values().stream().mapToLong(Long::longValue).sum();
    }

    /** The statuses that AtoCore knows first, then those that other programs wrote. */
    List<Segment> segments() {
      List<Segment> segments = new ArrayList<>();
      double x = 0;
      for (Map.Entry<String, Long> entry : dashboard.memories().entrySet()) {
        double width = 100.0 * entry.getValue() / Math.max(1, memories());
        segments.add(
            new Segment(
                entry.getKey(),
                entry.getValue(),
                decimal(x),
                decimal(width),
                known(entry.getKey())));
        x += width;
      }
      return segments;
    }

    List<CheckResult> badChecks() {
      IntegrityResult result = dashboard.integrity();
      return result == null
          ? List.of()
          : result.checks().stream().filter(c -> c.status() != CheckStatus.OK).toList();
    }

    /** The actions that the plot has, for its legend. */
    List<String> actions() {
      return Arrays.stream(AuditAction.values())
          .map(AuditAction::verb)
          .filter(verb -> days.stream().anyMatch(day -> day.actions().containsKey(verb)))
          .toList();
    }

    /** The pass rates as the points of a line of 100 by 30. */
    String trend() {
      StringBuilder points = new StringBuilder();
      for (int i = 0; i < harnessHistory.size(); i++) {
        double x = harnessHistory.size() == 1 ? 100 : 100.0 * i / (harnessHistory.size() - 1);
        points
            .append(decimal(x))
            .append(',')
            .append(decimal(29 - 28 * harnessHistory.get(i).passRate()))
            .append(' ');
      }
      return points.toString().strip();
    }

    private static boolean known(String status) {
      for (MemoryStatus one : MemoryStatus.values()) {
        if (one.word().equals(status)) {
          return true;
        }
      }
      return false;
    }

    private static String decimal(double number) {
      return String.format(Locale.ROOT, "%.2f", number);
    }
  }

  /** A part of the bar of statuses. */
  record Segment(String status, long count, String x, String width, boolean known) {}
}
