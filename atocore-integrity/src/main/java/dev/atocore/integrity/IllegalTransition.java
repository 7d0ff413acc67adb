package dev.atocore.integrity;

import dev.atocore.alerts.Severity;

/** Changes of status in the log that the life of a memory does not have. */
final class IllegalTransition extends LogCheck {
  IllegalTransition() {
    super(
        "illegal-transition",
        Severity.WARNING,
        "audit entries whose change of status is not allowed or is called by the wrong verb",
        "is a change that the life of a memory does not have",
        SqliteShapes.ILLEGAL_TRANSITIONS);
  }
}
