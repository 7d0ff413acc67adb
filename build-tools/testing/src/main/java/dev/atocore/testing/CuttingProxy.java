package dev.atocore.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a PostgreSQL and cuts the connection on which the next COMMIT goes by, before or
 * after the server has it. Thread-safe.
 */
public final class CuttingProxy implements AutoCloseable {
  private static final String COMMIT = "COMMIT\0";

  private final ServerSocket listener;
  private final String host;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile Cut next = Cut.NONE;
  private volatile boolean goneAfterwards;

  /** Where the next connection is cut. */
  public enum Cut {
    /** It is not. */
    NONE,
    /** The server never hears of the COMMIT. */
    BEFORE,
    /** The server commits, and its answer is lost. */
    AFTER
  }

  private CuttingProxy(String host, int port) throws IOException {
    this.host = host;
    this.port = port;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** One before the server of that URL of JDBC. */
  public static CuttingProxy before(String url) {
    URI server = URI.create(url.substring("jdbc:".length()));
    try {
      return new CuttingProxy(server.getHost(), server.getPort() < 0 ? 5432 : server.getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same URL through this. */
  public String through(String url) {
    return url.replaceFirst("//[^/]*/", "//127.0.0.1:" + listener.getLocalPort() + "/");
  }

  /** Cuts the connection that commits next. */
  public void cutNext(Cut where) {
    goneAfterwards = false;
    next = where;
  }

  /** The same, and lets nobody through any more. */
  public void cutNextForGood(Cut where) {
    goneAfterwards = true;
    next = where;
  }

  /** How many connections were cut. */
  public int cuts() {
    return cuts.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(host, port);
        sockets.add(client);
        sockets.add(server);
        start(() -> pump(client, server, true));
        start(() -> pump(server, client, false));
      } catch (IOException e) {
        // Closed, or the server is away: the client sees it.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean fromClient) {
    byte[] bytes = new byte[64 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
        Cut cut = Cut.NONE;
        if (fromClient && new String(bytes, 0, count, ISO_8859_1).contains(COMMIT)) {
          cut = take();
        }
        if (cut == Cut.BEFORE) {
          end();
          return;
        }
        if (cut == Cut.AFTER) {
          // No answer may come by: the other direction writes to a closed socket from here on.
          from.shutdownOutput();
        }
        out.write(bytes, 0, count);
        out.flush();
        if (cut == Cut.AFTER) {
          end();
          // What is on its way to the server it reads; then it sees the end.
          to.shutdownOutput();
          int read;
          do {
            read = to.getInputStream().read(bytes);
          } while (read >= 0);
          return;
        }
      }
    } catch (IOException e) {
      // The other side is gone, or this is closed.
    }
  }

  private synchronized Cut take() {
    Cut cut = next;
    next = Cut.NONE;
    return cut;
  }

  private void end() throws IOException {
    cuts.incrementAndGet();
    if (goneAfterwards) {
      listener.close();
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
