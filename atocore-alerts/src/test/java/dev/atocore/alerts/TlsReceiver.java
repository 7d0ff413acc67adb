package dev.atocore.alerts;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver on loopback whose certificate nobody vouches for that the JVM trusts. */
final class TlsReceiver implements AutoCloseable {
  private final HttpsServer server;
  private final AtomicInteger requests = new AtomicInteger();

  private TlsReceiver(HttpsServer server) {
    this.server = server;
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  static TlsReceiver selfSigned(Path keyFile)
      throws IOException, GeneralSecurityException, InterruptedException {
    Files.deleteIfExists(keyFile);
    Keytool keytool = new Keytool(keyFile);
    keytool.pair("receiver", "CN=localhost", "san=dns:localhost,ip:127.0.0.1");
    return with(keyFile);
  }

  /** One whose certificate was made by an authority of its own; that is written as PEM. */
  static TlsReceiver signedBy(Path pem, Path keyFile)
      throws IOException, GeneralSecurityException, InterruptedException {
    return signedBy(pem, keyFile, "localhost");
  }

  /** The same for another name. */
  static TlsReceiver signedBy(Path pem, Path keyFile, String name)
      throws IOException, GeneralSecurityException, InterruptedException {
    new Keytool(keyFile).signed(pem, "receiver", "san=dns:" + name + ",ip:127.0.0.1");
    return with(keyFile);
  }

  private static TlsReceiver with(Path keyFile) throws IOException, GeneralSecurityException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(Keytool.context(keyFile)));
    return new TlsReceiver(server);
  }

  int port() {
    return server.getAddress().getPort();
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
