package dev.atocore.alerts;

import static java.util.Objects.requireNonNull;

import dev.atocore.alerts.delivery.FanOut;
import dev.atocore.alerts.delivery.Receivers;
import dev.atocore.alerts.format.Formats;
import dev.atocore.alerts.local.InvalidSink;
import dev.atocore.alerts.local.LogFile;
import dev.atocore.alerts.net.ProxyRules;
import dev.atocore.alerts.net.TrustedRoots;
import dev.atocore.alerts.post.Courier;
import dev.atocore.alerts.route.AlertRoute;
import dev.atocore.alerts.route.ConfigFile;
import dev.atocore.alerts.route.ReceiverSettings;
import dev.atocore.alerts.route.RouteParser;
import dev.atocore.alerts.sink.AlertSink;
import dev.atocore.alerts.text.AlertSettings;
import dev.atocore.alerts.text.Secrets;
import dev.atocore.alerts.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets up {@link Alerts}. Later calls win; webhooks and sinks add up. A setting that cannot be used
 * never keeps alerts from being built: it becomes one of {@link Alerts#warnings()} or, for a
 * webhook, a sink that reports at each alert what is wrong with it. Not thread-safe.
 */
public final class AlertsBuilder {
  private final List<ReceiverSettings> receivers = new ArrayList<>();
  private final List<AlertSink> custom = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Path logFile = AlertSettings.logFile(Map.of());
  private Duration timeout = Duration.ofSeconds(5);
  private Duration repeat = Duration.ofHours(24);
  private @Nullable Path spool;
  private @Nullable String secret;
  private boolean background;
  private Clock clock = Clock.systemUTC();
  private ProxyRules proxies = ProxyRules.ofJvm();
  private TrustedRoots roots = TrustedRoots.ofJvm();

  AlertsBuilder() {}

  /**
   * Takes the {@code ATOCORE_ALERT_…} variables and, when it exists, {@code alerts.json} from
   * {@code ATOCORE_ALERT_CONFIG} or {@code ~/.config/atocore/}.
   *
   * @param env the environment, as of {@link System#getenv()}
   */
  public AlertsBuilder environment(Map<String, String> env) {
    try {
      logFile = AlertSettings.logFile(env);
      String folder = AlertSettings.value(env, "ATOCORE_ALERT_SPOOL");
      spool = folder == null ? spool : AlertSettings.path(folder, env);
      Path file = AlertSettings.configFile(env);
      if (AlertSettings.value(env, "ATOCORE_ALERT_CONFIG") != null || Files.exists(file)) {
        config(file);
      }
    } catch (InvalidPathException e) {
      warnings.add(
          "a path in ATOCORE_ALERT_LOG, ATOCORE_ALERT_SPOOL or ATOCORE_ALERT_CONFIG is no path and"
              + " is not used");
    }
    String urls = AlertSettings.value(env, "ATOCORE_ALERT_WEBHOOK");
    if (urls != null) {
      for (String url : urls.split("\\s+", -1)) {
        webhook(url);
      }
    }
    String alertmanager = AlertSettings.value(env, "ATOCORE_ALERT_ALERTMANAGER");
    if (alertmanager != null) {
      alertmanager(alertmanager);
    }
    String signing = AlertSettings.value(env, "ATOCORE_ALERT_SECRET");
    secret = signing == null ? secret : signing;
    proxies = ProxyRules.of(env);
    certificates(env);
    timeout = duration(env, "ATOCORE_ALERT_TIMEOUT", timeout);
    repeat = duration(env, "ATOCORE_ALERT_REPEAT", repeat);
    return this;
  }

  private void certificates(Map<String, String> env) {
    String file = AlertSettings.value(env, "ATOCORE_ALERT_CA_FILE");
    if (file == null) {
      return;
    }
    try {
      roots = TrustedRoots.with(AlertSettings.path(file, env));
    } catch (IOException | InvalidPathException e) {
      String problem =
          "ATOCORE_ALERT_CA_FILE is not used: " + Text.oneLine(String.valueOf(e.getMessage()));
      warnings.add(problem);
      custom.add(new InvalidSink("ca-file", problem));
    }
  }

  private Duration duration(Map<String, String> env, String name, Duration otherwise) {
    String text = AlertSettings.value(env, name);
    Duration read = text == null ? otherwise : AlertSettings.duration(text);
    if (read == null) {
      warnings.add(
          name
              + " is not a time such as 500ms, 5s, 10m or 24h; using "
              + otherwise.toSeconds()
              + "s");
      return otherwise;
    }
    return read;
  }

  /** Sets the log file; its folder is made when missing. */
  public AlertsBuilder logFile(Path file) {
    this.logFile = requireNonNull(file, "file is null");
    return this;
  }

  /**
   * Adds a webhook.
   *
   * @param url as in {@code ATOCORE_ALERT_WEBHOOK}: {@code https://…}, with a format and a + before
   *     it to force that format, with {@code #min=warning} behind it to leave out lower severities
   */
  public AlertsBuilder webhook(String url) {
    receivers.add(ReceiverSettings.of(requireNonNull(url, "url is null")));
    return this;
  }

  /**
   * Adds an Alertmanager by its base URL, without {@code /api/v2/alerts}; {@code #min=} works as
   * for webhooks.
   */
  public AlertsBuilder alertmanager(String baseUrl) {
    requireNonNull(baseUrl, "baseUrl is null");
    return webhook(baseUrl.startsWith("alertmanager+") ? baseUrl : "alertmanager+" + baseUrl);
  }

  /**
   * Sets how long one emit may take in all; 5 seconds unless set.
   *
   * @throws IllegalArgumentException when it is not positive
   */
  public AlertsBuilder timeout(Duration newTimeout) {
    this.timeout = positive(newTimeout);
    return this;
  }

  /**
   * Sets after how long a condition that lasts is repeated; 24 hours unless set.
   *
   * @throws IllegalArgumentException when it is not positive
   */
  public AlertsBuilder repeat(Duration newRepeat) {
    this.repeat = positive(newRepeat);
    return this;
  }

  private static Duration positive(Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException("not a positive time: " + duration);
    }
    return AlertSettings.bounded(duration);
  }

  /** Sets the folder for what webhooks have not taken; beside the log file unless set. */
  public AlertsBuilder spool(Path folder) {
    this.spool = requireNonNull(folder, "folder is null");
    return this;
  }

  /** Takes further settings from a JSON file; see docs/alerts.md. */
  public AlertsBuilder config(Path file) {
    ConfigFile config = ConfigFile.read(requireNonNull(file, "file is null"));
    receivers.addAll(config.receivers());
    problems.addAll(config.problems());
    warnings.addAll(config.problems());
    warnings.addAll(config.warnings());
    timeout = config.timeout() == null ? timeout : config.timeout();
    repeat = config.repeat() == null ? repeat : config.repeat();
    return this;
  }

  /**
   * Adds a sink of the caller's own. It is called on the emitting thread and belongs to the caller,
   * who closes it.
   */
  public AlertsBuilder sink(AlertSink sink) {
    custom.add(requireNonNull(sink, "sink is null"));
    return this;
  }

  /** Delivers to webhooks from a daemon thread, for a long-lived JVM. */
  public AlertsBuilder background() {
    this.background = true;
    return this;
  }

  /**
   * Sets the clock that stamps alerts and measures the repeat interval; the system's unless set.
   */
  public AlertsBuilder clock(Clock newClock) {
    this.clock = requireNonNull(newClock, "newClock is null");
    return this;
  }

  /** Builds the alerts; with {@link #background()} also starts their worker. */
  public Alerts build() {
    Secrets secrets = new Secrets();
    if (secret != null) {
      secrets.add(secret);
      secrets.add(secret.substring(secret.indexOf('_') + 1));
    }
    List<AlertSink> sinks = new ArrayList<>();
    List<AlertRoute> routes = receivers.isEmpty() ? List.of() : routes(secrets, sinks);
    secrets.sort();
    if (!problems.isEmpty()) {
      // Nobody knows whom the alerts were to reach: like a URL that cannot be used, it fails aloud.
      sinks.add(new InvalidSink("alerts.json", String.join("; ", problems)));
    }
    sinks.addAll(custom);
    Path folder = spool == null ? logFile.resolveSibling(logFile.getFileName() + ".spool") : spool;
    Courier courier = new Courier(clock, secrets, proxies, roots);
    Receivers remote = new Receivers(routes, folder, courier, clock, timeout, repeat, background);
    FanOut fanOut = new FanOut(new LogFile(logFile), List.copyOf(sinks), remote, secrets, timeout);
    return new Alerts(
        fanOut, remote, List.copyOf(sinks), logFile, folder, secrets, clock, List.copyOf(warnings));
  }

  private List<AlertRoute> routes(Secrets secrets, List<AlertSink> invalid) {
    warnings.addAll(proxies.problems());
    proxies.addTo(secrets);
    RouteParser parser = new RouteParser(new Formats(repeat, secret));
    List<AlertRoute> routes = new ArrayList<>();
    Map<String, String> urls = new HashMap<>();
    for (int i = 0; i < receivers.size(); i++) {
      ReceiverSettings settings = receivers.get(i);
      secrets.addUrl(settings.url());
      settings.headers().forEach(secrets::addHeader);
      try {
        AlertRoute route =
            parser.parse(settings.url(), settings.name(), settings.min(), settings.headers());
        String before = urls.putIfAbsent(route.exactId(), settings.url());
        if (before == null) {
          routes.add(route);
        } else if (settings.name() == null || before.equals(settings.url())) {
          warnings.add("webhook " + (i + 1) + " is set twice; it is used once");
        } else {
          unusable(
              i, "another sink has the name " + settings.name() + "; give it its own", invalid);
        }
      } catch (RouteParser.BadRoute e) {
        unusable(i, String.valueOf(e.getMessage()), invalid);
      }
    }
    return apart(routes);
  }

  private void unusable(int index, String reason, List<AlertSink> invalid) {
    warnings.add("webhook " + (index + 1) + " cannot be used: " + reason);
    invalid.add(new InvalidSink("webhook-" + (index + 1), reason));
  }

  /** Receivers that differ by their tokens alone are known by all of their URLs. */
  private static List<AlertRoute> apart(List<AlertRoute> routes) {
    Map<String, Integer> known = new HashMap<>();
    routes.forEach(route -> known.merge(route.id(), 1, Integer::sum));
    return routes.stream()
        .map(route -> known.getOrDefault(route.id(), 0) > 1 ? route.exactly() : route)
        .toList();
  }
}
