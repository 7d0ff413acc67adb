package dev.atocore.alerts.event;

/** Whether the condition behind an alert holds or is over. Immutable and thread-safe. */
public enum AlertStatus {
  /** The condition holds. */
  FIRING("firing"),
  /** The condition is over. */
  RESOLVED("resolved");

  private final String text;

  AlertStatus(String text) {
    this.text = text;
  }

  /** Returns the lower-case name used in JSON and in the log. */
  public String text() {
    return text;
  }
}
