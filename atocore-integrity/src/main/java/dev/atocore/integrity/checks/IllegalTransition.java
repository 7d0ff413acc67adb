package dev.atocore.integrity.checks;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.check.SqliteShapes;

/** Changes of status in the log that the life of a memory does not have. */
public final class IllegalTransition extends LogCheck {
  public IllegalTransition() {
    super(
        "illegal-transition",
        Severity.WARNING,
        "audit entries whose change of status is not allowed or is called by the wrong verb",
        "is a change that the life of a memory does not have",
        SqliteShapes.ILLEGAL_TRANSITIONS);
  }
}
