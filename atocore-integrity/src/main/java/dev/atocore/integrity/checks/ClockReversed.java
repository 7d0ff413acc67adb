package dev.atocore.integrity.checks;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.check.SqliteShapes;

/** Entries that are older than the one before them. */
public final class ClockReversed extends LogCheck {
  public ClockReversed() {
    super(
        "clock-reversed",
        Severity.WARNING,
        "audit entries that are dated before the entry they follow",
        "is dated before the entry it follows",
        SqliteShapes.CLOCK_REVERSED);
  }
}
