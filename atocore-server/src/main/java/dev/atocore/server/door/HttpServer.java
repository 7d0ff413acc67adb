package dev.atocore.server.door;

import dev.atocore.server.http.Backend;
import dev.atocore.server.http.Pages;
import dev.atocore.server.http.RequestObserver;
import dev.atocore.server.http.Route;
import dev.atocore.server.http.SessionBook;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** A running HTTP server: routes behind the door. */
public final class HttpServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.server.http.HttpServer");

  /** Request line and headers together. */
  private static final int MAX_HEADER_BYTES = 16 * 1024;

  private static final int MAX_HEADERS = 100;
  private static final int MAX_PARAMETERS = 50;

  /** From the first byte of a request to the end of its headers. */
  private static final int PARSE_TIMEOUT_MILLIS = 10_000;

  /** BodyReader has the real limit and answers; Undertow's closes the connection. */
  private static final long MAX_ENTITY_BYTES = 1L << 30;

  /** An idle connection between requests. */
  private static final int IDLE_TIMEOUT_MILLIS = 60_000;

  /** More connections wait until one is closed. */
  private static final int MAX_CONNECTIONS = 4096;

  private static final int BUFFER_BYTES = 16 * 1024;

  private final HttpSettings settings;
  private final XnioWorker worker;
  private final AcceptingChannel<? extends StreamConnection> listening;
  private final GracefulShutdownHandler inFlight;
  private final Lanes lanes;

  private HttpServer(
      HttpSettings settings,
      XnioWorker worker,
      AcceptingChannel<? extends StreamConnection> listening,
      GracefulShutdownHandler inFlight,
      Lanes lanes) {
    this.settings = settings;
    this.worker = worker;
    this.listening = listening;
    this.inFlight = inFlight;
    this.lanes = lanes;
  }

  /**
   * Starts to listen.
   *
   * @param book where the sessions of browsers are kept
   * @throws BindException if the address cannot be listened on
   */
  public static HttpServer start(
      HttpSettings settings,
      List<Route> endpoints,
      Pages pages,
      Backend backend,
      SessionBook book,
      RequestObserver observer)
      throws BindException {
    Sessions sessions = new Sessions(book, settings.basePath());
    TokenGate tokens = new TokenGate(backend, sessions, new FailureLimits(System::nanoTime));
    List<Route> all = new ArrayList<>(endpoints);
    all.addAll(pages.routes());
    all.addAll(new Login(tokens, sessions, pages).routes());
    Lanes lanes = new Lanes();
    Door door =
        new Door(
            new Routes(all),
            new HostGate(
                settings.address().getAddress().isLoopbackAddress(), settings.allowedHosts()),
            settings.basePath(),
            tokens,
            sessions,
            new BodyReader(Math.max(4L << 20, Runtime.getRuntime().maxMemory() / 8)),
            lanes,
            new Replies(pages, lanes, settings.basePath()),
            backend,
            observer);
    GracefulShutdownHandler inFlight =
        new GracefulShutdownHandler(new HttpContinueReadHandler(door));
    XnioWorker worker = null;
    try {
      worker = worker();
      AcceptingChannel<? extends StreamConnection> listening = listen(settings, worker, inFlight);
      sessions.serve(listening.getLocalAddress(InetSocketAddress.class).getPort());
      listening.resumeAccepts();
      return new HttpServer(settings, worker, listening, inFlight, lanes);
    } catch (IOException | RuntimeException e) {
      lanes.close();
      if (worker != null) {
        worker.shutdown();
      }
      if (e instanceof BindException bind) {
        throw bind;
      }
      throw e instanceof RuntimeException failure
          ? failure
          : new UncheckedIOException((IOException) e);
    }
  }

  private static XnioWorker worker() throws IOException {
    return Xnio.getInstance(HttpServer.class.getClassLoader())
        .createWorker(
            OptionMap.builder()
                .set(
                    Options.WORKER_IO_THREADS,
                    Math.max(2, Runtime.getRuntime().availableProcessors()))
                .set(Options.WORKER_TASK_CORE_THREADS, 1)
                .set(Options.WORKER_TASK_MAX_THREADS, 1)
                .set(Options.TCP_NODELAY, true)
                .getMap());
  }

  /** Undertow's own start leaves no place below its parser, where the heads are watched. */
  private static AcceptingChannel<? extends StreamConnection> listen(
      HttpSettings settings, XnioWorker worker, HttpHandler handler) throws IOException {
    HttpOpenListener http =
        new HttpOpenListener(
            new DefaultByteBufferPool(true, BUFFER_BYTES, -1, 4),
            OptionMap.builder()
                .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
                .set(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
                .set(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
                .set(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
                .set(UndertowOptions.MAX_COOKIES, MAX_PARAMETERS)
                .set(UndertowOptions.MAX_ENTITY_SIZE, MAX_ENTITY_BYTES)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, PARSE_TIMEOUT_MILLIS)
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_TIMEOUT_MILLIS)
                .set(UndertowOptions.ENABLE_HTTP2, false)
                .set(UndertowOptions.ALWAYS_SET_DATE, true)
                .getMap());
    http.setRootHandler(handler);
    return worker.createStreamConnectionServer(
        settings.address(),
        ChannelListeners.<StreamConnection>openListenerAdapter(
            connection -> {
              HeadWatch.install(connection);
              http.handleEvent(connection);
            }),
        OptionMap.builder()
            .set(Options.REUSE_ADDRESSES, true)
            .set(Options.TCP_NODELAY, true)
            .set(Options.BACKLOG, 1024)
            .set(Options.BALANCING_TOKENS, 1)
            .set(Options.BALANCING_CONNECTIONS, 2)
            .set(Options.CONNECTION_HIGH_WATER, MAX_CONNECTIONS)
            .set(Options.CONNECTION_LOW_WATER, MAX_CONNECTIONS)
            .getMap());
  }

  /** Where it listens; the port is the real one. */
  public InetSocketAddress address() {
    return listening.getLocalAddress(InetSocketAddress.class);
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
      IoUtils.safeClose(listening);
      stopWorker();
    }
  }

  private void stopWorker() {
    worker.shutdown();
    try {
      worker.awaitTermination();
    } catch (InterruptedException e) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
