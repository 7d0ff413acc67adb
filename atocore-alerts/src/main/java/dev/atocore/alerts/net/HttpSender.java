package dev.atocore.alerts.net;

import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.format.ReceiverAnswer;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP: through the proxy that is set, no redirects, a bounded answer, one deadline over all
 * of it. Thread-safe.
 */
public final class HttpSender {
  private final ProxyRules proxies;
  private final TrustedRoots roots;
  private @Nullable HttpClient client;

  public HttpSender(ProxyRules proxies, TrustedRoots roots) {
    this.proxies = proxies;
    this.roots = roots;
  }

  /**
   * What to send.
   *
   * @param body null for none
   */
  record Request(String method, URI uri, Map<String, String> headers, @Nullable String body) {
    Request {
      Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      named.put("User-Agent", "AtoCore-Alerts/1");
      named.putAll(headers);
      headers = named;
    }
  }

  /** Posts a body. */
  public ReceiverAnswer post(URI uri, Map<String, String> headers, String body, Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    return send(new Request("POST", uri, headers, body), deadline);
  }

  /** Asks for a page. */
  public ReceiverAnswer get(URI uri, Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    return send(new Request("GET", uri, Map.of(), null), deadline);
  }

  private ReceiverAnswer send(Request request, Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    URI uri = request.uri();
    ProxyServer proxy = proxies.through(uri);
    if (proxy == null) {
      AddressGuard.check(uri);
    } else {
      AddressGuard.check(uri, proxy);
    }
    if (deadline.expired()) {
      // Looking up a name can hang for long, and whoever waited has given up on this attempt.
      throw new TimeoutException("the deadline passed before anything was sent");
    }
    if (proxy != null || uri.getHost() == null) {
      return await(SocketExchange.start(request, proxy, roots, deadline), deadline);
    }
    String body = request.body();
    HttpRequest.Builder built =
        HttpRequest.newBuilder(uri)
            .method(
                request.method(),
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    request.headers().forEach(built::setHeader);
    // The timeout of a request ends with the headers; only waiting on the future also bounds a body
    // that drips.
    HttpResponse<String> response =
        await(client().sendAsync(built.build(), answer -> new CappedBody()), deadline);
    return new ReceiverAnswer(
        response.statusCode(),
        response.headers().firstValue("Retry-After").orElse(null),
        response.body());
  }

  /** The client takes long to load and starts a thread, so there is none before it is needed. */
  private synchronized HttpClient client() throws IOException {
    HttpClient made = client;
    if (made == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(Duration.ofSeconds(30))
              .proxy(new Selector(proxies));
      made = (roots.isJvmOnly() ? builder : builder.sslContext(roots.context())).build();
      client = made;
    }
    return made;
  }

  private static <T> T await(Future<T> pending, Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    try {
      return pending.get(deadline.waitMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException io) {
        throw io;
      }
      throw new IOException(
          "cannot post: " + (cause == null ? e : cause).getClass().getSimpleName(), cause);
    } finally {
      pending.cancel(true);
    }
  }

  /** What the JVM's options say, unless the environment wants no proxy. */
  private static final class Selector extends ProxySelector {
    private final ProxyRules proxies;

    Selector(ProxyRules proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI uri) {
      ProxySelector ofJvm = ProxySelector.getDefault();
      return ofJvm == null || proxies.isDirect(uri) ? List.of(Proxy.NO_PROXY) : ofJvm.select(uri);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
      ProxySelector ofJvm = ProxySelector.getDefault();
      if (ofJvm != null) {
        ofJvm.connectFailed(uri, address, e);
      }
    }
  }
}
