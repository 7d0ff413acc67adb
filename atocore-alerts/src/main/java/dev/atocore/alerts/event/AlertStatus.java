package dev.atocore.alerts.event;

/** Whether the condition behind an alert lasts or is over. Immutable and thread-safe. */
public enum AlertStatus {
  /** The condition lasts. */
  FIRING("firing"),
  /** The condition is over. */
  RESOLVED("resolved");

  private final String text;

  AlertStatus(String text) {
    this.text = text;
  }

  /** The lower-case name used in JSON and in the log. */
  public String text() {
    return text;
  }
}
