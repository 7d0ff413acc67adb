package dev.atocore.server.door;

import dev.atocore.server.http.BasePath;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

/**
 * How the server meets the network.
 *
 * @param address where it listens
 * @param allowedHosts names besides its address that the Host header may say; lower case
 * @param basePath the path under which a proxy puts it
 * @param drain how long a shutdown waits for requests in flight
 */
public record HttpSettings(
    InetSocketAddress address, Set<String> allowedHosts, BasePath basePath, Duration drain) {
  /** Copies the set. */
  public HttpSettings {
    allowedHosts = Set.copyOf(allowedHosts);
  }
}
