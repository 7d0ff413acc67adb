package dev.atocore.server;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.VectorKeeper;
import dev.atocore.core.recall.RecallLog;
import dev.atocore.server.access.Callers;
import dev.atocore.server.access.Stores;
import dev.atocore.server.api.Api;
import dev.atocore.server.api.CopyNotice;
import dev.atocore.server.api.IdempotentRoutes;
import dev.atocore.server.door.HttpServer;
import dev.atocore.server.door.HttpSettings;
import dev.atocore.server.figures.StoreFigures;
import dev.atocore.server.http.BasePath;
import dev.atocore.server.http.RequestObserver;
import dev.atocore.server.web.WebPages;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * A running server: the JSON API, the web dashboard and the metrics of one store. Thread-safe.
 * Close it when done, before the store.
 */
public final class AtoCoreServer implements AutoCloseable {
  private final HttpServer http;
  private final AccessLog accessLog;
  private final RecallLog recalls;
  private final Outage outage;
  private final VectorKeeper vectors;
  private final URI address;

  private AtoCoreServer(
      HttpServer http,
      AccessLog accessLog,
      RecallLog recalls,
      Outage outage,
      VectorKeeper vectors,
      URI address) {
    this.http = http;
    this.recalls = recalls;
    this.outage = outage;
    this.vectors = vectors;
    this.accessLog = accessLog;
    this.address = address;
  }

  /**
   * Starts to serve the store.
   *
   * @param store stays the caller's to close, after the server
   * @param alerts where integrity runs raise alerts; built with {@code background()}, so that no
   *     request waits for a webhook; stays the caller's to close
   * @throws ServerException if it cannot listen there, or must not without a token
   */
  public static AtoCoreServer start(MemoryStore store, Alerts alerts, ServerConfig config) {
    InetAddress host = resolve(config.host());
    Callers callers = new Callers(store, config.token());
    if (!host.isLoopbackAddress() && !callers.hasToken()) {
      throw new ServerException(
          "token_required",
          "without an API token or a key the server listens on loopback only; make one with"
              + " 'atocore key add', or set ATOCORE_API_TOKEN or --token-file for "
              + config.host(),
          null);
    }
    BasePath base = new BasePath(config.basePath());
    HttpSettings settings =
        new HttpSettings(
            new InetSocketAddress(host, config.port()),
            config.allowedHosts(),
            base,
            config.drain());
    AccessLog accessLog = new AccessLog(config.accessLog());
    StoreFigures figures = new StoreFigures(store);
    RecallLog recalls = store.recallLog(config.recall());
    Stores stores = new Stores(store, figures, recalls);
    Api api = new Api(store, stores, alerts, figures, recalls, base);
    RequestObserver observer =
        done -> {
          api.observer().answered(done);
          accessLog.answered(done);
        };
    Outage outage = new Outage(store, alerts);
    StoreBackend backend = new StoreBackend(alerts, callers, outage);
    try {
      HttpServer http =
          HttpServer.start(
              settings,
              new CopyNotice(store).of(new IdempotentRoutes(store, backend).of(api.routes())),
              new WebPages(store, stores, alerts, base),
              backend,
              Callers.sessions(store, callers),
              observer);
      return new AtoCoreServer(
          http, accessLog, recalls, outage, store.vectors().keepUp(), uri(http.address(), base));
    } catch (BindException e) {
      accessLog.close();
      recalls.close();
      throw new ServerException(
          "address_unusable",
          config.host() + " port " + config.port() + " cannot be listened on: " + e.getMessage(),
          e);
    }
  }

  /** Where it listens, such as {@code http://127.0.0.1:8077/}, with its base path. */
  public URI address() {
    return address;
  }

  /** Takes no more requests, finishes those in flight within {@link ServerConfig#drain}, ends. */
  @Override
  public void close() {
    http.close();
    outage.close();
    vectors.close();
    accessLog.close();
    recalls.close();
  }

  private static InetAddress resolve(String host) {
    try {
      String plain =
          host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
      return InetAddress.getByName(plain);
    } catch (UnknownHostException e) {
      throw new ServerException("unknown_host", "there is no host " + host, e);
    }
  }

  private static URI uri(InetSocketAddress address, BasePath base) {
    InetAddress host = address.getAddress();
    String text = host.getHostAddress();
    int zone = text.indexOf('%');
    text = zone < 0 ? text : text.substring(0, zone);
    return URI.create(
        "http://"
            + (host instanceof Inet6Address ? "[" + text + "]" : text)
            + ":"
            + address.getPort()
            + base.address("/"));
  }
}
