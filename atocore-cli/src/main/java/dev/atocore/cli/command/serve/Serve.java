package dev.atocore.cli.command.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.io.FileOwner;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.StoreException;
import dev.atocore.server.AtoCoreServer;
import dev.atocore.server.ServerConfig;
import dev.atocore.server.ServerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class Serve extends CliCommand {
  private static final int MAX_TOKEN_BYTES = 4096;

  private final Value<String> host =
      text(
          "--host",
          "HOST",
          "Where to listen (default: 127.0.0.1); anything but loopback needs a token.");
  private final Value<Integer> port =
      number("--port", "PORT", "The port (default: 8077); 0 for any that is free.");
  private final Value<String> tokenFile =
      text("--token-file", "FILE", "The API token; wins over ATOCORE_API_TOKEN.");
  private final Value<List<String>> allowHost =
      texts(
          "--allow-host",
          "NAME",
          "A name under which clients reach the server, such as a proxy's.");
  private final Value<String> basePath =
      text(
          "--base-path",
          "PATH",
          "The path under which a proxy puts the server, such as /atocore (default:"
              + " ATOCORE_BASE_PATH).");
  private final Value<String> accessLog =
      text("--access-log", "FILE", "Where each request gets a line of JSON.");
  private final Value<Boolean> create =
      flag("--create", "Make the store if there is none; without this that is an error.");

  Serve() {
    describe(
        "Serves the JSON API at /memory and /admin, the metrics at /metrics and the web dashboard"
            + " at / until SIGTERM or SIGINT; requests in flight are then finished. docs/http.md"
            + " tells the rest.",
        "With a token (--token-file or ATOCORE_API_TOKEN) every request but /healthz needs it.");
    examples(
        "serve",
        "serve --create --port 0 -o json",
        "serve --host 0.0.0.0 --token-file /etc/atocore/token --allow-host memory.example.org",
        "serve --base-path /atocore");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    // Or the HTTP library would take the JDK's logging, which nobody set up.
    System.setProperty("org.jboss.logging.provider", "slf4j");
    try (StopSignal stop = new StopSignal()) {
      ServerConfig config = config(cli);
      cli.goesOnForLong();
      try (AtoCoreServer server = AtoCoreServer.start(store(cli), cli.backgroundAlerts(), config)) {
        tell(cli, server);
        stop.await();
        cli.note("stopping: no new requests, finishing those in flight");
      }
      return ExitCode.OK;
    } catch (ServerException e) {
      throw switch (e.code()) {
        case "address_unusable", "access_log_unwritable" ->
            CliException.failed(e.code(), String.valueOf(e.getMessage()), e);
        default -> CliException.usage(String.valueOf(e.getMessage()));
      };
    }
  }

  /** A mistyped path must not look like an empty, healthy memory. */
  private MemoryStore store(Cli cli) {
    if (create.or(false)) {
      return cli.storeOrNew();
    }
    try {
      return cli.store();
    } catch (StoreException e) {
      if (!e.code().equals("store_missing")) {
        throw e;
      }
      throw CliException.failed(
          e.code(),
          "there is no store at "
              + cli.location()
              + "; make one with 'atocore db init' or by 'atocore serve --create', or name another"
              + " with --db",
          e);
    }
  }

  private ServerConfig config(Cli cli) throws IOException {
    String base = basePath.get();
    ServerConfig config =
        ServerConfig.loopback()
            .host(host.or("127.0.0.1"))
            .port(port.or(ServerConfig.DEFAULT_PORT))
            .allowedHosts(Set.copyOf(allowHost.or(List.of())))
            .basePath(base == null ? cli.env().getOrDefault("ATOCORE_BASE_PATH", "") : base)
            .accessLog(path(accessLog.get()))
            .recall(cli.recallMode());
    String token = token(cli);
    return token == null ? config : config.token(token);
  }

  private static void tell(Cli cli, AtoCoreServer server) throws IOException {
    if (cli.forPeople()) {
      cli.out().line("AtoCore listens on " + server.address());
      cli.out().flush();
    } else {
      cli.printObject(
          json -> {
            json.writeStringField("address", server.address().toString());
            json.writeNumberField("port", server.address().getPort());
            json.writeNumberField("pid", ProcessHandle.current().pid());
          });
      cli.out().flush();
    }
  }

  private @Nullable String token(Cli cli) throws IOException {
    String file = tokenFile.get();
    if (file == null) {
      String token = cli.env().get("ATOCORE_API_TOKEN");
      return token == null || token.isEmpty() ? null : token;
    }
    try (InputStream in = cli.input().openTrusted(file)) {
      byte[] bytes = in.readNBytes(MAX_TOKEN_BYTES);
      String token = new String(bytes, UTF_8).strip();
      if (token.isEmpty()) {
        throw CliException.invalid("the token file " + file + " is empty");
      }
      if (!file.equals("-") && FileOwner.othersMayRead(Path.of(file))) {
        cli.note("others on this machine may read the token in " + file + "; run: chmod 600");
      }
      return token;
    }
  }

  private static @Nullable Path path(@Nullable String file) {
    try {
      return file == null ? null : Path.of(file);
    } catch (InvalidPathException e) {
      throw CliException.invalid("--access-log is no path: " + e.getMessage());
    }
  }
}
