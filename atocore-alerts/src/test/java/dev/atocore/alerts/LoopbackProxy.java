package dev.atocore.alerts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on loopback: plain HTTP, CONNECT and SOCKS 5, with a password or without. Whatever the
 * host asked for, it connects to loopback.
 */
final class LoopbackProxy implements AutoCloseable {
  private final ServerSocket server;
  private final @Nullable String credentials;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private LoopbackProxy(ServerSocket server, @Nullable String credentials) {
    this.server = server;
    this.credentials = credentials;
    background(this::accept);
  }

  static LoopbackProxy open() {
    return wanting(null);
  }

  static LoopbackProxy wanting(@Nullable String credentials) {
    try {
      return new LoopbackProxy(
          new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), credentials);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that is itself spoken to over TLS. */
  static LoopbackProxy overTls(SSLContext context, @Nullable String credentials) {
    try {
      return new LoopbackProxy(
          context
              .getServerSocketFactory()
              .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
          credentials);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** What was asked for, one line a request. */
  List<String> asked() {
    return asked;
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void background(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (IOException e) {
                return;
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (!server.isClosed()) {
      Socket client = server.accept();
      background(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      InputStream in = client.getInputStream();
      int first = in.read();
      if (first == 5) {
        socks(client, in);
      } else {
        http(client, (char) first + line(in), in);
      }
    }
  }

  private void http(Socket client, String start, InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    String given = null;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.startsWith("Proxy-Authorization: Basic ")) {
        given = line.substring("Proxy-Authorization: Basic ".length());
      } else {
        head.append(line).append("\r\n");
      }
    }
    asked.add(start);
    OutputStream out = client.getOutputStream();
    if (credentials != null && !encoded(credentials).equals(given)) {
      out.write(ascii("HTTP/1.1 407 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
      return;
    }
    String[] words = start.split(" ", -1);
    boolean connect = words[0].equals("CONNECT");
    String place = connect ? words[1] : words[1].split("/", -1)[2];
    try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port(place))) {
      if (connect) {
        out.write(ascii("HTTP/1.1 200 Connection established\r\n\r\n"));
      } else {
        String path = words[1].substring("http://".length() + place.length());
        target.getOutputStream().write(ascii(words[0] + " " + path + " HTTP/1.1\r\n" + head));
        target.getOutputStream().write(ascii("\r\n"));
      }
      join(client, target);
    }
  }

  private void socks(Socket client, InputStream in) throws IOException {
    OutputStream out = client.getOutputStream();
    in.readNBytes(in.read());
    out.write(new byte[] {5, (byte) (credentials == null ? 0 : 2)});
    if (credentials != null) {
      in.read();
      String given = field(in) + ":" + field(in);
      out.write(new byte[] {1, (byte) (given.equals(credentials) ? 0 : 1)});
    }
    in.readNBytes(3);
    int form = in.read();
    String host =
        form == 3 ? field(in) : InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
    int port = in.read() << 8 | in.read();
    asked.add("SOCKS " + host + ":" + port);
    try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
      out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
      join(client, target);
    }
  }

  private static void join(Socket client, Socket target) throws IOException {
    background(() -> client.getInputStream().transferTo(target.getOutputStream()));
    target.getInputStream().transferTo(client.getOutputStream());
  }

  private static int port(String place) {
    int colon = place.lastIndexOf(':');
    return colon < 0 ? 80 : Integer.parseInt(place.substring(colon + 1));
  }

  private static String field(InputStream in) throws IOException {
    return new String(in.readNBytes(Math.max(0, in.read())), StandardCharsets.UTF_8);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("closed");
      }
      line.append(c == '\r' ? "" : (char) c);
    }
    return line.toString();
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(ascii(text));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
