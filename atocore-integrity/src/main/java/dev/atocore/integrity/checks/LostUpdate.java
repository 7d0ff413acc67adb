package dev.atocore.integrity.checks;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.check.SqliteShapes;

/** Changes that started from something else than what the change before had left. */
public final class LostUpdate extends LogCheck {
  public LostUpdate() {
    super(
        "lost-update",
        Severity.WARNING,
        "audit entries that do not start from what the entry before left",
        "starts from another image than the entry before left",
        SqliteShapes.LOST_UPDATES);
  }
}
