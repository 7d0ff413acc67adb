package dev.atocore.alerts.net;

import static java.util.Objects.requireNonNull;

import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.format.ReceiverAnswer;
import dev.atocore.alerts.text.UrlHost;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 exchange over a socket, for what the JDK's client does not do: SOCKS, a proxy that
 * wants a password, and hosts with an underscore in their name.
 */
final class SocketExchange {
  private static final int MAX_ANSWER = 64 * 1024;
  private static final int MAX_LINE = 1024;

  private final URI uri;
  private final @Nullable ProxyServer proxy;
  private final TrustedRoots roots;
  private final Deadline deadline;

  private SocketExchange(
      URI uri, @Nullable ProxyServer proxy, TrustedRoots roots, Deadline deadline) {
    this.uri = uri;
    this.proxy = proxy;
    this.roots = roots;
    this.deadline = deadline;
  }

  /** Starts it on a thread of its own, since no timeout bounds the whole of it. */
  static FutureTask<ReceiverAnswer> start(
      HttpSender.Request request,
      @Nullable ProxyServer proxy,
      TrustedRoots roots,
      Deadline deadline) {
    SocketExchange exchange = new SocketExchange(request.uri(), proxy, roots, deadline);
    FutureTask<ReceiverAnswer> task = new FutureTask<>(() -> exchange.run(request));
    Thread thread = new Thread(task, "atocore-alerts-post");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private ReceiverAnswer run(HttpSender.Request request) throws IOException {
    try (Socket socket = connected()) {
      byte[] body = request.body() == null ? null : request.body().getBytes(StandardCharsets.UTF_8);
      OutputStream out = socket.getOutputStream();
      out.write(head(request, body).getBytes(StandardCharsets.UTF_8));
      if (body != null) {
        out.write(body);
      }
      out.flush();
      return answer(new BufferedInputStream(socket.getInputStream()));
    }
  }

  private boolean isTls() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /** Whether the proxy is given the request itself, and not a connection to make. */
  private boolean isHandedOn() {
    return proxy != null && !proxy.isSocks() && !isTls();
  }

  private Socket connected() throws IOException {
    String named = requireNonNull(UrlHost.of(uri), "no host");
    String host = named.startsWith("[") ? named.substring(1, named.length() - 1) : named;
    int port = ProxyRules.portOf(uri);
    if (proxy != null && isHandedOn()) {
      return ProxyTunnel.toProxy(proxy, roots, deadline);
    }
    Socket socket =
        proxy == null ? direct(host, port) : ProxyTunnel.to(host, port, proxy, roots, deadline);
    try {
      return isTls() ? Tls.over(socket, host, port, roots) : socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private Socket direct(String host, int port) throws IOException {
    Socket socket = new Socket();
    int wait = (int) Math.min(deadline.waitMillis(), Integer.MAX_VALUE);
    try {
      socket.connect(new InetSocketAddress(host, port), wait);
      socket.setSoTimeout(wait);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private String head(HttpSender.Request request, byte @Nullable [] body) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String start = isHandedOn() ? uri.getScheme() + "://" + uri.getRawAuthority() : "";
    StringBuilder head = new StringBuilder(request.method()).append(' ');
    head.append(start).append(path).append(query).append(" HTTP/1.1\r\n");
    header(head, "Host", uri.getRawAuthority());
    request.headers().forEach((name, value) -> header(head, name, value));
    if (body != null) {
      header(head, "Content-Length", String.valueOf(body.length));
    }
    String authorization = proxy == null || !isHandedOn() ? null : proxy.authorization();
    if (authorization != null) {
      header(head, "Proxy-Authorization", authorization);
    }
    header(head, "Connection", "close");
    return head.append("\r\n").toString();
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private ReceiverAnswer answer(InputStream in) throws IOException {
    HttpHead head = HttpHead.read(in);
    while (head.status() < 200) {
      head = HttpHead.read(in);
    }
    if (proxy != null && isHandedOn() && head.status() == 407) {
      throw ProxyTunnel.refused(proxy, head.status());
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String coding = head.headers().get("Transfer-Encoding");
    if (head.status() == 204 || head.status() == 304) {
      body.reset();
    } else if (coding != null && coding.equalsIgnoreCase("chunked")) {
      chunks(in, body);
    } else {
      String length = head.headers().get("Content-Length");
      copy(in, body, length == null ? Long.MAX_VALUE : number(length, 10), length != null);
    }
    return new ReceiverAnswer(
        head.status(), head.headers().get("Retry-After"), body.toString(StandardCharsets.UTF_8));
  }

  private void chunks(InputStream in, ByteArrayOutputStream body) throws IOException {
    while (body.size() < MAX_ANSWER) {
      String size = HttpHead.line(in, MAX_LINE).split(";", 2)[0].strip();
      long length = number(size, 16);
      if (length == 0) {
        return;
      }
      copy(in, body, length, true);
      if (body.size() < MAX_ANSWER) {
        HttpHead.line(in, MAX_LINE);
      }
    }
  }

  private static long number(String digits, int radix) throws ProtocolException {
    try {
      return Long.parseUnsignedLong(digits, radix) & Long.MAX_VALUE;
    } catch (NumberFormatException e) {
      throw new ProtocolException("the answer has a length that is none");
    }
  }

  private void copy(InputStream in, ByteArrayOutputStream body, long length, boolean all)
      throws IOException {
    long left = length;
    while (left > 0 && body.size() < MAX_ANSWER && !deadline.expired()) {
      byte[] bytes = new byte[(int) Math.min(left, MAX_ANSWER - body.size())];
      int read = in.read(bytes);
      if (read < 0 && all) {
        throw new IOException("the connection ended in the middle of the answer");
      }
      if (read < 0) {
        return;
      }
      body.write(bytes, 0, read);
      left -= read;
    }
  }
}
