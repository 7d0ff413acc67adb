package dev.atocore.integrity;

import dev.atocore.alerts.Severity;

/** Changes that started from something else than what the change before had left. */
final class LostUpdate extends LogCheck {
  LostUpdate() {
    super(
        "lost-update",
        Severity.WARNING,
        "audit entries that do not start from what the entry before left",
        "starts from another image than the entry before left",
        SqliteShapes.LOST_UPDATES);
  }
}
