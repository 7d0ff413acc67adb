package dev.atocore.integrity.run;

import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.alert.LastingAlerts;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** The one alert about a run: raised when something is wrong, resolved when nothing is any more. */
public final class IntegrityAlert {
  static final String KEY = "integrity";

  private static final String DAMAGE = "store-corrupt";
  private static final String GAP = "audit-gap";

  private final LastingAlerts alerts;

  public IntegrityAlert(LastingAlerts alerts) {
    this.alerts = alerts;
  }

  public void tell(IntegrityResult result) {
    for (CheckResult check : result.checks()) {
      if (check.id().equals(GAP) && check.status() == CheckStatus.OK) {
        // Raised by whoever could not write an entry; a quiet replay may have put it back.
        alerts.over(GAP);
      }
    }
    boolean failed = result.status() == CheckStatus.ERROR && !result.interrupted();
    if (failed || result.hasFindingsAtLeast(Severity.WARNING)) {
      alerts.raise(request(result));
    } else if (!result.partial()) {
      // A run of some checks says nothing about the others.
      alerts.clear(KEY);
    }
  }

  private static AlertRequest request(IntegrityResult result) {
    Map<String, String> context = new LinkedHashMap<>();
    StringBuilder message = new StringBuilder();
    long open = 0;
    boolean damaged = false;
    for (CheckResult check : result.checks()) {
      if (check.status() == CheckStatus.ERROR) {
        append(message, check.id() + " failed (" + check.error() + ")");
        context.put(check.id(), "error");
      } else if (check.open() > 0) {
        append(message, check.open() + " " + check.id());
        context.put(check.id(), Long.toString(check.open()));
        open += check.open();
        damaged |= check.id().equals(DAMAGE);
      }
    }
    if (result.keepError() != null) {
      append(message, "the result could not be kept (" + result.keepError() + ")");
    }
    message.append(". 'atocore integrity last' lists them.");
    String title =
        open == 0
            ? "Integrity: the run failed"
            : "Integrity: " + open + (open == 1 ? " finding" : " findings");
    // Drift can wait until morning; a damaged file gets worse with every write.
    return AlertRequest.of(
            damaged ? Severity.CRITICAL : Severity.WARNING, title, message.toString())
        .withContext(context)
        .withKey(KEY);
  }

  private static void append(StringBuilder message, String part) {
    if (message.length() > 0) {
      message.append(", ");
    }
    message.append(part);
  }
}
