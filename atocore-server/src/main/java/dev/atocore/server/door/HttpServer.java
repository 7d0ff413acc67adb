package dev.atocore.server.door;

import dev.atocore.server.http.Backend;
import dev.atocore.server.http.Pages;
import dev.atocore.server.http.RequestObserver;
import dev.atocore.server.http.Route;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.Options;

/** A running HTTP server: routes behind the door. */
public final class HttpServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.server.http.HttpServer");

  /** Request line and headers together. */
  private static final int MAX_HEADER_BYTES = 16 * 1024;

  private static final int MAX_HEADERS = 100;
  private static final int MAX_PARAMETERS = 50;

  /** From the first byte of a request to the end of its headers. */
  private static final int PARSE_TIMEOUT_MILLIS = 10_000;

  /**
   * BodyReader has the real limit and answers; Undertow's closes the connection. It keeps out chunk
   * sizes beyond 2^58, which Undertow would take for flags of its own.
   */
  private static final long MAX_ENTITY_BYTES = 1L << 30;

  /** An idle connection between requests. */
  private static final int IDLE_TIMEOUT_MILLIS = 60_000;

  /** More connections wait until one is closed. */
  private static final int MAX_CONNECTIONS = 4096;

  private static final int BUFFER_BYTES = 16 * 1024;

  private final HttpSettings settings;
  private final Undertow undertow;
  private final GracefulShutdownHandler inFlight;
  private final Lanes lanes;

  private HttpServer(
      HttpSettings settings, Undertow undertow, GracefulShutdownHandler inFlight, Lanes lanes) {
    this.settings = settings;
    this.undertow = undertow;
    this.inFlight = inFlight;
    this.lanes = lanes;
  }

  /**
   * Starts to listen.
   *
   * @throws BindException if the address cannot be listened on
   */
  public static HttpServer start(
      HttpSettings settings,
      List<Route> endpoints,
      Pages pages,
      Backend backend,
      RequestObserver observer)
      throws BindException {
    Sessions sessions = new Sessions();
    TokenGate tokens =
        new TokenGate(settings.token(), sessions, new FailureLimits(System::nanoTime));
    List<Route> all = new ArrayList<>(endpoints);
    all.addAll(pages.routes());
    all.addAll(new Login(tokens, sessions, pages).routes());
    Lanes lanes = new Lanes();
    Door door =
        new Door(
            new Routes(all),
            new HostGate(
                settings.address().getAddress().isLoopbackAddress(), settings.allowedHosts()),
            tokens,
            sessions,
            new BodyReader(Math.max(4L << 20, Runtime.getRuntime().maxMemory() / 8)),
            lanes,
            new Replies(pages, lanes),
            backend,
            observer);
    GracefulShutdownHandler inFlight =
        new GracefulShutdownHandler(new HttpContinueReadHandler(door));
    Undertow undertow = undertow(settings, inFlight);
    try {
      undertow.start();
    } catch (RuntimeException e) {
      lanes.close();
      if (e.getCause() instanceof BindException bind) {
        throw bind;
      }
      throw e;
    }
    return new HttpServer(settings, undertow, inFlight, lanes);
  }

  private static Undertow undertow(HttpSettings settings, HttpHandler handler) {
    return Undertow.builder()
        .addHttpListener(
            settings.address().getPort(), settings.address().getAddress().getHostAddress())
        .setIoThreads(Math.max(2, Runtime.getRuntime().availableProcessors()))
        .setWorkerThreads(1)
        .setBufferSize(BUFFER_BYTES)
        .setDirectBuffers(true)
        .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
        .setServerOption(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
        .setServerOption(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
        .setServerOption(UndertowOptions.MAX_COOKIES, MAX_PARAMETERS)
        .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_ENTITY_BYTES)
        .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, PARSE_TIMEOUT_MILLIS)
        .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_TIMEOUT_MILLIS)
        .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
        .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
        .setSocketOption(Options.REUSE_ADDRESSES, true)
        .setSocketOption(Options.TCP_NODELAY, true)
        .setSocketOption(Options.BACKLOG, 1024)
        .setSocketOption(Options.CONNECTION_HIGH_WATER, MAX_CONNECTIONS)
        .setSocketOption(Options.CONNECTION_LOW_WATER, MAX_CONNECTIONS)
        .setHandler(handler)
        .build();
  }

  /** Where it listens; the port is the real one. */
  public InetSocketAddress address() {
    return (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
  }

  /** Takes no more requests, lets those in flight finish, and closes everything. */
  @Override
  public void close() {
    inFlight.shutdown();
    try {
      if (!inFlight.awaitShutdown(settings.drain().toMillis())) {
        log.warn("Requests still ran after {}; they were cut off", settings.drain());
      }
      lanes.close();
      if (!lanes.await(settings.drain())) {
        log.warn("Work still ran after {}", settings.drain());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      undertow.stop();
    }
  }
}
