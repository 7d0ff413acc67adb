package dev.atocore.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A balancer that knows nothing of HTTP: each connection goes to the next server in turn. */
final class RoundRobin implements AutoCloseable {
  private final ServerSocket listening;
  private final int[] ports;
  private final AtomicIntegerArray served;

  RoundRobin(int... ports) throws IOException {
    this.ports = ports.clone();
    this.served = new AtomicIntegerArray(ports.length);
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** How many connections each server got. */
  List<Integer> served() {
    return IntStream.range(0, ports.length).mapToObj(served::get).toList();
  }

  /** Sends a request on a connection of its own. */
  HttpResponse<String> send(String method, String path, @Nullable String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address().resolve(path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private void accept() {
    for (int next = 0; !listening.isClosed(); next = (next + 1) % ports.length) {
      try {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), ports[next]);
        served.incrementAndGet(next);
        daemon(() -> pass(client, server));
        daemon(() -> pass(server, client));
      } catch (IOException e) {
        if (!listening.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // One of the two is gone, and so the other is let go.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "round-robin");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
