package dev.atocore.integrity;

import dev.atocore.alerts.Severity;

/** Entries that are older than the one before them. */
final class ClockReversed extends LogCheck {
  ClockReversed() {
    super(
        "clock-reversed",
        Severity.WARNING,
        "audit entries that are dated before the entry they follow",
        "is dated before the entry it follows",
        SqliteShapes.CLOCK_REVERSED);
  }
}
