package dev.atocore.alerts;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;

/** Collects sinks. Not thread-safe. */
public final class AlertsBuilder {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  private final Path logFile;
  private final List<AlertSink> added = new ArrayList<>();
  private final List<AlertSink> webhooks = new ArrayList<>();
  private Duration timeout = DEFAULT_TIMEOUT;

  AlertsBuilder(Path logFile) {
    this.logFile = logFile;
  }

  static AlertsBuilder fromEnvironment(Map<String, String> environment) {
    String logFile = environment.getOrDefault("ATOCORE_ALERT_LOG", "");
    AlertsBuilder builder =
        new AlertsBuilder(
            logFile.isEmpty()
                ? Path.of(
                    environment.getOrDefault("HOME", System.getProperty("user.home")),
                    "atocore-logs",
                    "alerts.log")
                : Path.of(logFile));
    String timeout = environment.getOrDefault("ATOCORE_ALERT_TIMEOUT", "");
    if (!timeout.isEmpty()) {
      builder.timeout(parseTimeout(timeout));
    }
    StringTokenizer urls =
        new StringTokenizer(environment.getOrDefault("ATOCORE_ALERT_WEBHOOK", ""));
    while (urls.hasMoreTokens()) {
      builder.webhook(urls.nextToken());
    }
    return builder;
  }

  /** At most so long for all sinks together; more than zero. The default is 5 s. */
  public AlertsBuilder timeout(Duration newTimeout) {
    if (newTimeout.isNegative() || newTimeout.isZero()) {
      throw new IllegalArgumentException(
          "the alert timeout is " + newTimeout + ", not more than zero");
    }
    timeout = newTimeout;
    return this;
  }

  /** Also tells that sink, before any webhook. */
  public AlertsBuilder sink(AlertSink sink) {
    added.add(sink);
    return this;
  }

  /**
   * Also posts to that URL: as a Discord embed where the host and path are Discord's or the URL
   * starts with {@code discord+}, as generic JSON otherwise or with {@code json+}. {@code
   * #min=warning} at the end sets the lowest severity it gets.
   *
   * @throws IllegalArgumentException if it is no http or https URL; the message does not repeat it,
   *     since it may hold a token
   */
  public AlertsBuilder webhook(String url) {
    webhooks.add(parseWebhook(url));
    return this;
  }

  /**
   * The alerts with the program's log first, then the log file, then what was added, then the
   * webhooks, which may be slow.
   */
  public Alerts build() {
    List<AlertSink> sinks = new ArrayList<>();
    sinks.add(new LoggerSink());
    sinks.add(new FileSink(logFile));
    sinks.addAll(added);
    sinks.addAll(webhooks);
    return new Alerts(sinks, timeout, logFile);
  }

  private static AlertSink parseWebhook(String text) {
    String url = text;
    Severity minimum = Severity.INFO;
    int hash = url.indexOf('#');
    if (hash >= 0) {
      String fragment = url.substring(hash + 1);
      url = url.substring(0, hash);
      Severity named = fragment.startsWith("min=") ? Severity.of(fragment.substring(4)) : null;
      if (named == null) {
        throw new IllegalArgumentException(
            "a webhook ends in #… that is not #min=info, #min=warning or #min=critical");
      }
      minimum = named;
    }
    String format = "";
    int plus = url.indexOf('+');
    int colon = url.indexOf(':');
    if (plus > 0 && plus < colon) {
      format = url.substring(0, plus).toLowerCase(Locale.ROOT);
      url = url.substring(plus + 1);
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("a webhook is no URL: " + e.getReason(), e);
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if ((!scheme.equals("http") && !scheme.equals("https")) || uri.getHost() == null) {
      throw new IllegalArgumentException("a webhook is no http or https URL with a host");
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "a webhook has a user or password in its URL; use one without");
    }
    return switch (format) {
      case "discord" -> new WebhookSink(uri, new DiscordFormat(), minimum);
      case "json" -> new WebhookSink(uri, new JsonFormat(), minimum);
      case "" ->
          new WebhookSink(
              uri, DiscordFormat.recognises(uri) ? new DiscordFormat() : new JsonFormat(), minimum);
      default ->
          throw new IllegalArgumentException(
              "a webhook has the unknown format " + PlainText.line(format) + "+");
    };
  }

  private static Duration parseTimeout(String text) {
    String number = text.strip();
    long unit = 1000;
    if (number.endsWith("ms")) {
      unit = 1;
      number = number.substring(0, number.length() - 2);
    } else if (number.endsWith("s")) {
      number = number.substring(0, number.length() - 1);
    }
    try {
      double amount = Double.parseDouble(number);
      if (amount > 0 && amount * unit >= 1 && amount * unit <= 3_600_000) {
        return Duration.ofMillis((long) (amount * unit));
      }
    } catch (NumberFormatException e) {
      // told below, with the ones that are out of range
    }
    throw new IllegalArgumentException(
        "ATOCORE_ALERT_TIMEOUT is " + PlainText.line(text) + ", not a time such as 5s or 500ms");
  }
}
