package dev.atocore.alerts.net;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS over a connection that is there already, with the certificate and the name checked. */
final class Tls {
  private Tls() {}

  static Socket over(Socket socket, String host, int port, TrustedRoots roots) throws IOException {
    SSLSocket tls = (SSLSocket) roots.socketFactory().createSocket(socket, host, port, true);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return tls;
  }
}
