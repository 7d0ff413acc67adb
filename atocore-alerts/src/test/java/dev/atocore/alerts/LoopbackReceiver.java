package dev.atocore.alerts;

import dev.atocore.alerts.text.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webhook on loopback whose answers, and faults, a test writes byte by byte. */
final class LoopbackReceiver implements AutoCloseable {

  /** A request as it arrived. */
  record Request(String path, Map<String, String> headers, String body) {
    Map<?, ?> json() {
      return JsonReader.object(body);
    }
  }

  /** Writes the answer to one request; returning closes the connection. */
  interface Script {
    void answer(Request request, Socket socket, OutputStream out) throws IOException;
  }

  private final ServerSocket server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile Script script;

  private LoopbackReceiver(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
    Thread acceptor = new Thread(this::accept, "receiver");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  static LoopbackReceiver scripted(Script script) {
    try {
      return new LoopbackReceiver(
          new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LoopbackReceiver answering(int status, String body) {
    return scripted(answer(status, "", body));
  }

  static LoopbackReceiver ok() {
    return answering(200, "ok");
  }

  /** A script of one status, further header lines (each ended by CRLF) and a body. */
  static Script answer(int status, String headers, String body) {
    return (request, socket, out) -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String head =
          "HTTP/1.1 "
              + status
              + " X\r\nContent-Length: "
              + bytes.length
              + "\r\nConnection: close\r\n"
              + headers
              + "\r\n";
      out.write(head.getBytes(StandardCharsets.UTF_8));
      out.write(bytes);
    };
  }

  void now(Script newScript) {
    script = newScript;
  }

  int port() {
    return server.getLocalPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  List<Request> requests() {
    return requests;
  }

  Request only() {
    if (requests.size() != 1) {
      throw new AssertionError("expected one request, got " + requests);
    }
    return requests.get(0);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread thread = new Thread(() -> serve(socket), "receiver-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Request request = read(socket.getInputStream());
      requests.add(request);
      OutputStream out = socket.getOutputStream();
      script.answer(request, socket, out);
      out.flush();
    } catch (SocketException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Request read(InputStream in) throws IOException {
    String[] start = line(in).split(" ", -1);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new SocketException("not HTTP");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    if (start.length < 2) {
      throw new SocketException("not HTTP");
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new SocketException("closed in the middle of the body");
    }
    return new Request(start[1], headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new SocketException("closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
