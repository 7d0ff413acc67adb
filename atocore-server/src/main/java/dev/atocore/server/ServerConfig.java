package dev.atocore.server;

import static java.util.Objects.requireNonNull;

import dev.atocore.core.recall.RecallMode;
import dev.atocore.server.access.ApiToken;
import dev.atocore.server.door.AllowedName;
import dev.atocore.server.http.BasePath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens and who may ask. Immutable.
 *
 * @param host a name or address of this machine; anything but loopback needs a token
 * @param port 0 to 65535; 0 for one that the system chooses
 * @param token what clients must know; null for anyone who reaches the server
 * @param allowedHosts names besides its address under which clients reach it, without port
 * @param basePath the path under which a proxy puts it, such as {@code /atocore}; empty for none
 * @param accessLog where each request gets a line, {@code null} for the logger {@code
 *     dev.atocore.access} alone
 * @param drain how long {@link AtoCoreServer#close} waits for requests in flight
 * @param recall what is recorded of who was told what
 */
public record ServerConfig(
    String host,
    int port,
    @Nullable ApiToken token,
    Set<String> allowedHosts,
    String basePath,
    @Nullable Path accessLog,
    Duration drain,
    RecallMode recall) {
  /** The usual port. */
  public static final int DEFAULT_PORT = 8077;

  /** Checks every part. */
  public ServerConfig {
    requireNonNull(host, "host is null");
    requireNonNull(drain, "drain is null");
    requireNonNull(recall, "recall is null");
    if (port < 0 || port > 65535) {
      throw new ServerException(
          "invalid_port", "the port is " + port + ", not between 0 and 65535", null);
    }
    try {
      allowedHosts =
          allowedHosts.stream().map(AllowedName::of).collect(Collectors.toUnmodifiableSet());
    } catch (IllegalArgumentException e) {
      throw new ServerException("invalid_allowed_host", String.valueOf(e.getMessage()), null);
    }
    try {
      basePath = BasePath.of(basePath).text();
    } catch (IllegalArgumentException e) {
      throw new ServerException("invalid_base_path", String.valueOf(e.getMessage()), null);
    }
  }

  /** 127.0.0.1, port 8077, no token, 30 s to finish. */
  public static ServerConfig loopback() {
    return new ServerConfig(
        "127.0.0.1",
        DEFAULT_PORT,
        null,
        Set.of(),
        "",
        null,
        Duration.ofSeconds(30),
        RecallMode.IDS);
  }

  /** The same on that host. */
  public ServerConfig host(String newHost) {
    return new ServerConfig(newHost, port, token, allowedHosts, basePath, accessLog, drain, recall);
  }

  /** The same on that port; 0 for any that is free. */
  public ServerConfig port(int newPort) {
    return new ServerConfig(host, newPort, token, allowedHosts, basePath, accessLog, drain, recall);
  }

  /**
   * The same, for clients that know this token only.
   *
   * @param secret at least 16 visible ASCII characters
   * @throws ServerException with the code {@code weak_token} if it is not
   */
  public ServerConfig token(String secret) {
    try {
      return new ServerConfig(
          host, port, ApiToken.of(secret), allowedHosts, basePath, accessLog, drain, recall);
    } catch (IllegalArgumentException e) {
      throw new ServerException("weak_token", String.valueOf(e.getMessage()), null);
    }
  }

  /**
   * The same, reached under those names as well.
   *
   * @throws ServerException with the code {@code invalid_allowed_host} if one is no name alone
   */
  public ServerConfig allowedHosts(Set<String> names) {
    return new ServerConfig(host, port, token, names, basePath, accessLog, drain, recall);
  }

  /**
   * The same behind a proxy that puts it under that path.
   *
   * @throws ServerException with the code {@code invalid_base_path} if it is none
   */
  public ServerConfig basePath(String path) {
    return new ServerConfig(host, port, token, allowedHosts, path, accessLog, drain, recall);
  }

  /** The same with an access log in that file. */
  public ServerConfig accessLog(@Nullable Path file) {
    return new ServerConfig(host, port, token, allowedHosts, basePath, file, drain, recall);
  }

  /** The same with that much on record of who was told what. */
  public ServerConfig recall(RecallMode mode) {
    return new ServerConfig(host, port, token, allowedHosts, basePath, accessLog, drain, mode);
  }
}
