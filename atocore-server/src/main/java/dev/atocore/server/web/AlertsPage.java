package dev.atocore.server.web;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.AlertsException;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertLog;
import dev.atocore.alerts.sink.SinkStatus;
import dev.atocore.alerts.sink.UndeliveredPage;
import dev.atocore.core.access.Act;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The alerts that were raised, where they went, and what nobody took yet. */
final class AlertsPage {
  private static final int SHOWN = 100;
  private static final int PAGE = 20;

  private final Alerts alerts;
  private final Stores stores;
  private final Html html;

  AlertsPage(Alerts alerts, Stores stores, Html html) {
    this.alerts = alerts;
    this.stores = stores;
    this.html = html;
  }

  Answer show(Request request) {
    requireWhole(request);
    List<String> failures = new ArrayList<>();
    Severity severity = severity(request.query("severity"));
    return html.page(
        200,
        "alerts",
        new View(
            Frame.of(request, "Alerts", "alerts", stores),
            severity,
            read(() -> alerts.log().recent(severity, SHOWN), failures),
            read(alerts::sinks, failures),
            undelivered(request.query("after"), failures),
            request.query("after") != null,
            failures));
  }

  /** The form: tries again what a sink did not take. */
  Answer retry(Request request) {
    requireWhole(request);
    alerts.retry(request.path("id"));
    return Answer.seeOther("/alerts");
  }

  /** Alerts are about the whole store. */
  private void requireWhole(Request request) {
    stores.of(request).policy().requireWhole(Act.OPERATE);
  }

  /** One part that cannot be read leaves the others to be seen. */
  private static <T> List<T> read(Supplier<List<T>> part, List<String> failures) {
    try {
      return part.get();
    } catch (AlertsException | IllegalStateException e) {
      failures.add(String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private UndeliveredPage undelivered(@Nullable String after, List<String> failures) {
    List<UndeliveredPage> page = read(() -> List.of(alerts.listUndelivered(PAGE, after)), failures);
    return page.isEmpty() ? new UndeliveredPage(List.of(), null, 0) : page.get(0);
  }

  private static @Nullable Severity severity(@Nullable String word) {
    if (word == null) {
      return null;
    }
    Severity.Parsed parsed = Severity.parse(word);
    if (parsed.fellBack()) {
      throw ProblemException.invalid("there is no severity of that name");
    }
    return parsed.severity();
  }

  /**
   * What the template shows.
   *
   * @param severity the only severity shown; null for all
   * @param further whether this is not the first page of the undelivered ones
   * @param failures why a part could not be read
   */
  record View(
      Frame frame,
      @Nullable Severity severity,
      List<AlertLog.Entry> log,
      List<SinkStatus> sinks,
      UndeliveredPage undelivered,
      boolean further,
      List<String> failures) {}
}
