package dev.atocore.alerts;

/** How a provider wants an alert put. */
sealed interface WebhookFormat permits DiscordFormat, JsonFormat {
  /** For reports. */
  String name();

  /** The body to post, within the provider's limits. */
  String body(Alert alert);
}
