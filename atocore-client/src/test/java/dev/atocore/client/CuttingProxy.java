package dev.atocore.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Between a client and a server: the first answers are taken from the server and told to nobody.
 */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final URI server;
  private final AtomicInteger toCut;

  CuttingProxy(URI server, int answersToCut) throws IOException {
    this.server = server;
    this.toCut = new AtomicInteger(answersToCut);
    start(this::serve);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  private void serve() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket upstream = new Socket(server.getHost(), server.getPort());
        start(() -> pump(client, upstream));
        start(() -> answer(client, upstream));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket client, Socket upstream) {
    try {
      InputStream in = upstream.getInputStream();
      int first = in.read();
      if (toCut.getAndDecrement() > 0) {
        client.close();
        upstream.close();
        return;
      }
      client.getOutputStream().write(first);
      pump(upstream, client);
    } catch (IOException e) {
      closeQuietly(client);
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
