package dev.atocore.alerts.net;

import dev.atocore.alerts.event.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Connections to hosts beyond a proxy: by CONNECT, or by SOCKS 5. */
public final class ProxyTunnel {
  private static final int SOCKS = 5;
  private static final int NO_PASSWORD = 0;
  private static final int PASSWORD = 2;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;
  private static final int MAX_FIELD = 255;

  private ProxyTunnel() {}

  /** The proxy cannot be reached, or will not have the connection. */
  public static final class Failed extends IOException {
    Failed(String message) {
      super(message);
    }

    Failed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A connection to the proxy itself. */
  static Socket toProxy(ProxyServer proxy, TrustedRoots roots, Deadline deadline)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(proxy.plainHost(), proxy.port()), millis(deadline));
      socket.setSoTimeout(millis(deadline));
      return proxy.scheme().equals("https")
          ? Tls.over(socket, proxy.plainHost(), proxy.port(), roots)
          : socket;
    } catch (IOException e) {
      socket.close();
      if (e instanceof ConnectException || e instanceof SocketTimeoutException) {
        throw new Failed("cannot connect to the proxy " + proxy, e);
      }
      throw new Failed("the proxy " + proxy + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** A connection to a host, made by the proxy. */
  static Socket to(String host, int port, ProxyServer proxy, TrustedRoots roots, Deadline deadline)
      throws IOException {
    Socket socket = toProxy(proxy, roots, deadline);
    try {
      if (proxy.isSocks()) {
        socks(socket, host, port, proxy);
      } else {
        connect(socket, host, port, proxy);
      }
      return socket;
    } catch (SocketTimeoutException e) {
      socket.close();
      throw new Failed("the proxy " + proxy + " does not answer", e);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static void connect(Socket socket, String host, int port, ProxyServer proxy)
      throws IOException {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    String place = name + ":" + port;
    String authorization = proxy.authorization();
    String head =
        "CONNECT "
            + place
            + " HTTP/1.1\r\nHost: "
            + place
            + "\r\n"
            + (authorization == null ? "" : "Proxy-Authorization: " + authorization + "\r\n")
            + "\r\n";
    OutputStream out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.UTF_8));
    out.flush();
    HttpHead answer = HttpHead.read(socket.getInputStream());
    if (answer.status() < 200 || answer.status() > 299) {
      throw refused(proxy, answer.status());
    }
  }

  /** What an HTTP proxy's own status means. */
  static Failed refused(ProxyServer proxy, int status) {
    if (status != 407) {
      return new Failed("the proxy " + proxy + " answered HTTP " + status);
    }
    return new Failed(
        "the proxy "
            + proxy
            + (proxy.credentials() == null
                ? " asks for a user and password (HTTP 407)"
                : " refuses the user or the password (HTTP 407)"));
  }

  private static void socks(Socket socket, String host, int port, ProxyServer proxy)
      throws IOException {
    OutputStream out = socket.getOutputStream();
    DataInputStream in = new DataInputStream(socket.getInputStream());
    boolean known = proxy.credentials() != null;
    out.write(
        known ? new byte[] {SOCKS, 2, NO_PASSWORD, PASSWORD} : new byte[] {SOCKS, 1, NO_PASSWORD});
    out.flush();
    int version = in.read();
    int method = in.read();
    if (version != SOCKS || !(method == NO_PASSWORD || (known && method == PASSWORD))) {
      throw new Failed(
          "the proxy "
              + proxy
              + (version == SOCKS ? " asks for a user and password" : " speaks no SOCKS 5"));
    }
    if (method == PASSWORD) {
      ByteArrayOutputStream login = new ByteArrayOutputStream();
      login.write(1);
      field(login, proxy.user());
      field(login, proxy.password());
      out.write(login.toByteArray());
      out.flush();
      in.read();
      if (in.read() != 0) {
        throw new Failed("the proxy " + proxy + " refuses the user or the password");
      }
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(new byte[] {SOCKS, CONNECT, 0});
    target(request, host, proxy);
    request.write(port >> 8);
    request.write(port);
    out.write(request.toByteArray());
    out.flush();
    connected(in, proxy);
  }

  private static void target(ByteArrayOutputStream request, String host, ProxyServer proxy)
      throws IOException {
    if (proxy.looksUpNames() && !AddressGuard.isNumber(host)) {
      request.write(NAME);
      field(request, host);
      return;
    }
    InetAddress address = InetAddress.getByName(host);
    request.write(address instanceof Inet6Address ? IPV6 : IPV4);
    request.writeBytes(address.getAddress());
  }

  private static void field(ByteArrayOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_FIELD) {
      throw new IOException("SOCKS takes no name, user or password of more than 255 bytes");
    }
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  private static void connected(DataInputStream in, ProxyServer proxy) throws IOException {
    in.read();
    int code = in.read();
    in.read();
    if (code != 0) {
      throw new Failed("the proxy " + proxy + " made no connection (SOCKS " + code + ")");
    }
    int form = in.read();
    int length = form == NAME ? in.read() : form == IPV6 ? 16 : 4;
    skip(in, length + 2);
  }

  private static void skip(InputStream in, int bytes) throws IOException {
    if (in.readNBytes(bytes).length < bytes) {
      throw new IOException("the connection ended early");
    }
  }

  private static int millis(Deadline deadline) {
    return (int) Math.min(deadline.waitMillis(), Integer.MAX_VALUE);
  }
}
