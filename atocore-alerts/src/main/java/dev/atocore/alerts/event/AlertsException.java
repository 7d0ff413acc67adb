package dev.atocore.alerts.event;

/**
 * The root of what this module throws. Emitting never throws it: only reading, retrying and parsing
 * do.
 */
public final class AlertsException extends RuntimeException {
  private final String code;

  public AlertsException(String code, String message) {
    super(message);
    this.code = code;
  }

  public AlertsException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /**
   * The stable code: {@code invalid_context}, {@code alert_log_unreadable}, {@code
   * spool_unreadable}, {@code flush_running}, {@code alert_not_found} or {@code sink_not_found}.
   */
  public String code() {
    return code;
  }
}
