package dev.atocore.alerts;

import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.net.HttpSender;
import dev.atocore.alerts.net.ProxyRules;
import dev.atocore.alerts.net.TrustedRoots;
import dev.atocore.alerts.text.AlertSettings;
import dev.atocore.alerts.text.Secrets;
import dev.atocore.alerts.text.Text;
import dev.atocore.alerts.text.UrlHost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Says to a monitor outside that a job has begun, succeeded or failed, so that one which never
 * begins is noticed: {@code /start}, the plain address and {@code /fail} as healthchecks.io has it,
 * {@code status=up} and {@code status=down} for the push monitors of Uptime Kuma.
 */
public final class Heartbeat {
  private static final Duration WAIT = Duration.ofSeconds(3);
  private static final String KUMA = "/api/push/";

  private final Map<String, String> env;

  /**
   * One through the proxy and with the certificates that alerts use.
   *
   * @param env the environment, as of {@link System#getenv()}
   */
  public Heartbeat(Map<String, String> env) {
    this.env = Map.copyOf(env);
  }

  /** What is said. */
  public enum Event {
    /** The job begins. */
    START,
    /** It was done. */
    SUCCESS,
    /** It was not done, or not all of it. */
    FAILURE
  }

  /**
   * Says it, within three seconds.
   *
   * @return why it was not taken, without the address's secrets; null when it was
   */
  public @Nullable String send(String url, Event event) {
    Secrets secrets = new Secrets();
    secrets.addUrl(url);
    secrets.sort();
    FutureTask<@Nullable String> attempt = new FutureTask<>(() -> attempt(url, event));
    // Looking up a name knows no deadline.
    Thread thread = new Thread(attempt, "heartbeat");
    thread.setDaemon(true);
    thread.start();
    try {
      String reason = attempt.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
      return reason == null ? null : secrets.maskReason(Text.oneLine(reason));
    } catch (TimeoutException e) {
      return "no answer within " + WAIT.toSeconds() + " s";
    } catch (ExecutionException e) {
      return secrets.maskReason(Text.oneLine(String.valueOf(e.getCause())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private @Nullable String attempt(String url, Event event) throws InterruptedException {
    try {
      URI uri = address(url.strip(), event);
      if (uri == null) {
        return null;
      }
      String file = AlertSettings.value(env, "ATOCORE_ALERT_CA_FILE");
      TrustedRoots roots =
          file == null ? TrustedRoots.ofJvm() : TrustedRoots.with(AlertSettings.path(file, env));
      int status =
          new HttpSender(ProxyRules.of(env), roots).get(uri, Deadline.after(WAIT)).status();
      return status / 100 == 2 ? null : "HTTP " + status;
    } catch (IOException | TimeoutException | IllegalArgumentException e) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
  }

  /** Where to say it; null when that monitor is not told. */
  static @Nullable URI address(String url, Event event) {
    URI uri;
    try {
      uri = URI.create(URI.create(UrlHost.inAscii(url)).toASCIIString());
    } catch (UrlHost.BadHost e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getRawAuthority() == null || !scheme.matches("https?")) {
      throw new IllegalArgumentException("not an http or https address");
    }
    String path = uri.getRawPath();
    String query = uri.getRawQuery();
    if (path.contains(KUMA)) {
      if (event == Event.START) {
        return null;
      }
      query = kuma(query == null ? "" : query, event == Event.SUCCESS);
    } else {
      path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
      path +=
          switch (event) {
            case START -> "/start";
            case SUCCESS -> "";
            case FAILURE -> "/fail";
          };
    }
    return URI.create(
        scheme + "://" + uri.getRawAuthority() + path + (query == null ? "" : "?" + query));
  }

  /** The parameters that were given, with the state of this night. */
  private static String kuma(String given, boolean up) {
    StringBuilder query =
        new StringBuilder(up ? "status=up&msg=OK" : "status=down&msg=nightly+job+failed");
    boolean ping = false;
    for (String parameter : given.split("&", -1)) {
      if (!parameter.isEmpty() && !parameter.matches("(status|msg)(=.*)?")) {
        query.append('&').append(parameter);
        ping |= parameter.startsWith("ping=");
      }
    }
    return query + (ping ? "" : "&ping=");
  }
}
