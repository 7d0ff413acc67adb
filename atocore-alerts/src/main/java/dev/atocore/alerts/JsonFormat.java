package dev.atocore.alerts;

/** The alert itself, for receivers of one's own. */
final class JsonFormat implements WebhookFormat {
  private static final int MAX_MESSAGE = 100_000;

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public String body(Alert alert) {
    return AlertJson.write(alert, MAX_MESSAGE);
  }
}
