package dev.atocore.server;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens and who may ask. Immutable.
 *
 * @param host a name or address of this machine; anything but loopback needs a token
 * @param port 0 to 65535; 0 for one that the system chooses
 * @param token what clients must know; null for anyone who reaches the server
 * @param allowedHosts names besides its address under which clients reach it, without port
 * @param accessLog where each request gets a line, {@code null} for the logger {@code
 *     dev.atocore.access} alone
 * @param drain how long {@link AtoCoreServer#close} waits for requests in flight
 */
public record ServerConfig(
    String host,
    int port,
    @Nullable ApiToken token,
    Set<String> allowedHosts,
    @Nullable Path accessLog,
    Duration drain) {
  /** The usual port. */
  public static final int DEFAULT_PORT = 8077;

  /** Checks every part. */
  public ServerConfig {
    requireNonNull(host, "host is null");
    requireNonNull(drain, "drain is null");
    if (port < 0 || port > 65535) {
      throw new ServerException(
          "invalid_port", "the port is " + port + ", not between 0 and 65535", null);
    }
    Set<String> names = new HashSet<>();
    for (String name : allowedHosts) {
      names.add(name.toLowerCase(Locale.ROOT));
    }
    allowedHosts = Set.copyOf(names);
  }

  /** 127.0.0.1, port 8077, no token, 30 s to finish. */
  public static ServerConfig loopback() {
    return new ServerConfig(
        "127.0.0.1", DEFAULT_PORT, null, Set.of(), null, Duration.ofSeconds(30));
  }

  /** The same on that host. */
  public ServerConfig host(String newHost) {
    return new ServerConfig(newHost, port, token, allowedHosts, accessLog, drain);
  }

  /** The same on that port; 0 for any that is free. */
  public ServerConfig port(int newPort) {
    return new ServerConfig(host, newPort, token, allowedHosts, accessLog, drain);
  }

  /**
   * The same, for clients that know this token only.
   *
   * @param secret at least 16 visible ASCII characters
   * @throws ServerException with the code {@code weak_token} if it is not
   */
  public ServerConfig token(String secret) {
    try {
      return new ServerConfig(host, port, ApiToken.of(secret), allowedHosts, accessLog, drain);
    } catch (IllegalArgumentException e) {
      throw new ServerException("weak_token", String.valueOf(e.getMessage()), null);
    }
  }

  /** The same, reached under those names as well. */
  public ServerConfig allowedHosts(Set<String> names) {
    return new ServerConfig(host, port, token, names, accessLog, drain);
  }

  /** The same with an access log in that file. */
  public ServerConfig accessLog(@Nullable Path file) {
    return new ServerConfig(host, port, token, allowedHosts, file, drain);
  }
}
