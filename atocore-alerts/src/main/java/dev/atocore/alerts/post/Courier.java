package dev.atocore.alerts.post;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.format.Attempt;
import dev.atocore.alerts.format.ReceiverAnswer;
import dev.atocore.alerts.local.Command;
import dev.atocore.alerts.mail.MailAccount;
import dev.atocore.alerts.mail.MailSender;
import dev.atocore.alerts.net.AddressGuard;
import dev.atocore.alerts.net.HttpSender;
import dev.atocore.alerts.net.ProxyRules;
import dev.atocore.alerts.net.ProxyTunnel;
import dev.atocore.alerts.net.TrustedRoots;
import dev.atocore.alerts.route.AlertRoute;
import dev.atocore.alerts.text.Secrets;
import dev.atocore.alerts.text.UrlHost;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one try to bring an alert to a receiver, and puts whatever goes wrong into words without a
 * secret. Thread-safe.
 */
public final class Courier {
  private final Clock clock;
  private final Secrets secrets;
  private final ProxyRules proxies;
  private final TrustedRoots roots;
  private @Nullable HttpSender http;

  public Courier(Clock clock, Secrets secrets, ProxyRules proxies, TrustedRoots roots) {
    this.clock = clock;
    this.secrets = secrets;
    this.proxies = proxies;
    this.roots = roots;
  }

  public Attempt attempt(
      AlertRoute route,
      Alert alert,
      @Nullable Severity replaces,
      @Nullable String follows,
      Deadline deadline) {
    try {
      for (String body : route.format().bodies(alert, clock.instant(), replaces)) {
        Map<String, String> headers =
            new LinkedHashMap<>(route.format().headers(alert, body, clock.instant(), follows));
        headers.putAll(route.headers());
        Attempt verdict = send(route, headers, body, deadline);
        if (!(verdict instanceof Attempt.Accepted accepted) || !accepted.note().isEmpty()) {
          return masked(verdict);
        }
      }
      return new Attempt.Accepted();
    } catch (AddressGuard.Forbidden e) {
      return new Attempt.Refused(String.valueOf(e.getMessage()));
    } catch (ProxyRules.BadProxy | ProxyTunnel.Failed e) {
      return unreachable(masked(e.getMessage()));
    } catch (TimeoutException e) {
      return unreachable("no answer in time");
    } catch (UnknownHostException e) {
      return unreachable("cannot find the host " + UrlHost.of(route.uri()));
    } catch (SSLException e) {
      return unreachable("TLS failed, nothing was sent: " + masked(e.getMessage()));
    } catch (ConnectException e) {
      return unreachable("cannot connect to " + route.uri().getRawAuthority());
    } catch (IOException e) {
      return unreachable("the connection broke: " + masked(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unreachable("interrupted");
    } catch (RuntimeException | LinkageError e) {
      // A bug in one format, or a header the JDK refuses, must not cost the other receivers their
      // alert.
      return unreachable("cannot send: " + masked(e.toString()));
    }
  }

  private Attempt send(
      AlertRoute route, Map<String, String> headers, String body, Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    if (route.uri().getScheme().equalsIgnoreCase("exec")) {
      return Command.run(Path.of(route.uri().getPath()), body, deadline);
    }
    if (route.format().name().equals("smtp")) {
      return mail(route, headers, body, deadline);
    }
    ReceiverAnswer answer = http().post(route.uri(), headers, body, deadline);
    return route.format().judge(answer, clock.instant());
  }

  private Attempt mail(
      AlertRoute route, Map<String, String> headers, String body, Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    try {
      return new MailSender(proxies, roots, clock)
          .send(MailAccount.parse(route.uri().toString()), headers, body, deadline);
    } catch (MailAccount.BadAccount e) {
      throw new IllegalStateException("it was read before", e);
    } catch (NoClassDefFoundError e) {
      return unreachable("e-mail needs the library org.eclipse.angus:jakarta.mail beside this one");
    }
  }

  private synchronized HttpSender http() {
    HttpSender made = http;
    if (made == null) {
      made = new HttpSender(proxies, roots);
      http = made;
    }
    return made;
  }

  private static Attempt unreachable(String reason) {
    return new Attempt.Later(reason, null, true);
  }

  /**
   * What others say may quote a secret; our own words are no secrets, whatever the URL is made of.
   */
  private String masked(@Nullable String words) {
    return secrets.maskReason(String.valueOf(words));
  }

  private Attempt masked(Attempt attempt) {
    if (attempt instanceof Attempt.Refused refused) {
      return new Attempt.Refused(masked(refused.reason()));
    }
    if (attempt instanceof Attempt.Later later) {
      return new Attempt.Later(masked(later.reason()), later.pause(), later.unreachable());
    }
    if (attempt instanceof Attempt.Accepted accepted) {
      return new Attempt.Accepted(masked(accepted.note()));
    }
    return attempt;
  }
}
