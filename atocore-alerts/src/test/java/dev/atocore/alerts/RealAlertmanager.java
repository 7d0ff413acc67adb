package dev.atocore.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.alerts.text.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real Alertmanager on a loopback port of its own choosing, its cluster off. */
final class RealAlertmanager implements AutoCloseable {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/prometheus-alertmanager"), Path.of("/usr/bin/alertmanager"));
  private static final String LISTENING = "msg=\"Listening on\" address=";

  private final Process process;
  private final String base;
  private final HttpClient http = HttpClient.newHttpClient();

  private RealAlertmanager(Process process, String base) {
    this.process = process;
    this.base = base;
  }

  /** Returns where it is installed; null when it is not. */
  static @Nullable Path program() {
    for (Path place : PLACES) {
      if (Files.isExecutable(place)) {
        return place;
      }
    }
    return null;
  }

  static RealAlertmanager start(Path program, Path folder) throws IOException {
    Path config = folder.resolve("alertmanager.yml");
    Files.writeString(config, "route:\n  receiver: none\nreceivers:\n  - name: none\n");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:0",
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .start();
    BufferedReader log = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.append(line).append('\n');
      int at = line.indexOf(LISTENING);
      if (at >= 0) {
        keepReading(log);
        return new RealAlertmanager(process, "http://" + line.substring(at + LISTENING.length()));
      }
    }
    throw new IOException("Alertmanager did not start: " + said);
  }

  /** Else it would stand still once the pipe is full. */
  private static void keepReading(BufferedReader log) {
    Thread reader = new Thread(() -> log.lines().forEach(line -> {}), "alertmanager-log");
    reader.setDaemon(true);
    reader.start();
  }

  String base() {
    return base;
  }

  /** Returns its alerts that are not resolved, as its API tells them. */
  List<?> alerts() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(base + "/api/v2/alerts")).build(),
            HttpResponse.BodyHandlers.ofString());
    Object parsed = JsonReader.parse(answer.body());
    if (parsed instanceof List<?> list) {
      return list;
    }
    throw new IOException("not a list: " + answer.body());
  }

  Map<?, ?> only() throws IOException, InterruptedException {
    List<?> alerts = alerts();
    if (alerts.size() != 1) {
      throw new AssertionError("expected one alert, got " + alerts);
    }
    return (Map<?, ?>) alerts.get(0);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
