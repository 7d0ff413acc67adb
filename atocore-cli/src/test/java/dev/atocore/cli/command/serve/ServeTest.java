package dev.atocore.cli.command.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore;
import dev.atocore.cli.run.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, as an operator runs it. */
class ServeTest {
  private static final String TOKEN = "correct-horse-battery-staple";

  @TempDir Path folder;
  private @Nullable Process process;

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void serve_printsItsAddress_andEndsOnSigtermWithNought() throws Exception {
    URI address = start();

    assertThat(address.getHost()).isEqualTo("127.0.0.1");
    assertThat(get(address.resolve("/healthz"), "").statusCode()).isEqualTo(200);
    assertThat(stop()).isZero();
    assertThat(errors()).endsWith("stopping: no new requests, finishing those in flight\n");
  }

  @Test
  void sigterm_letsARequestInFlightFinish() throws Exception {
    URI address = start();
    String body = "{\"type\":\"knowledge\",\"content\":\"last words\"}";
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String head =
          "POST /memory HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Content-Type: application/json\r\n"
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n";
      socket.getOutputStream().write((head + body.substring(0, 5)).getBytes(UTF_8));
      // Answered on another connection, so the first is at work by now.
      get(address.resolve("/healthz"), "");
      running().destroy();
      await("stopping");
      socket.getOutputStream().write(body.substring(5).getBytes(UTF_8));

      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 201")
          .contains("last words");
    }
    assertThat(running().waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(running().exitValue()).isZero();
    assertThat(new Atocore(folder).out("memory", "list", "-q")).hasLineCount(1);
  }

  @Test
  void token_comesFromAFile_andIsNeverPrinted() throws Exception {
    Path file = folder.resolve("token");
    Files.writeString(file, TOKEN + "\n");
    URI address = start("--token-file", file.toString(), "-vv");

    assertThat(get(address.resolve("/memory"), "").statusCode()).isEqualTo(401);
    assertThat(get(address.resolve("/memory"), "Bearer " + TOKEN + "x").statusCode())
        .isEqualTo(401);
    assertThat(get(address.resolve("/memory"), "Bearer " + TOKEN).statusCode()).isEqualTo(200);
    assertThat(stop()).isZero();
    assertThat(errors()).contains("\"status\":401").doesNotContain(TOKEN);
  }

  @Test
  void serve_thatCannot_saysWhyInALine() {
    Atocore atocore = new Atocore(folder);
    atocore.out("db", "init");

    Atocore.Result open = atocore.run("serve", "--host", "0.0.0.0", "--port", "0");
    assertThat(open.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(open.err()).hasLineCount(1).contains("ATOCORE_API_TOKEN");
    assertThat(atocore.run("serve", "--port", "70000").exit()).isEqualTo(ExitCode.USAGE);
    assertThat(atocore.run("serve", "--host", "no.such.host.invalid").exit())
        .isEqualTo(ExitCode.USAGE);
    for (String name : List.of("name:443", "http://name", "a,b", "*.x", "name/", "")) {
      Atocore.Result refused = atocore.run("serve", "--port", "0", "--allow-host=" + name);
      assertThat(refused.exit()).as(name).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err()).hasLineCount(1).contains("memory.example.org");
    }
    Atocore.Result base = atocore.run("serve", "--port", "0", "--base-path", "atocore");
    assertThat(base.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(base.err()).hasLineCount(1).contains("/atocore");
    assertThat(atocore.run("serve", "--token-file", folder.resolve("none").toString()).exit())
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void store_thatIsMissing_isNotMadeUnlessAskedFor() throws Exception {
    Atocore atocore = new Atocore(folder);
    Path mistyped = folder.resolve("none/stoer.db");

    Atocore.Result refused = atocore.run("--db", mistyped.toString(), "serve", "--port", "0");
    Atocore.Result json = atocore.run("serve", "--port", "0", "-o", "json");

    assertThat(refused.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .hasLineCount(1)
        .contains(mistyped.toString(), "'atocore db init'", "--create");
    assertThat(mistyped.getParent()).doesNotExist();
    assertThat(json.err()).startsWith("{\"error\":{\"code\":\"store_missing\",\"message\":\"");
    assertThat(atocore.store()).doesNotExist();

    assertThat(get(launch("--create").resolve("/healthz?store=1"), "").body())
        .isEqualTo("{\"status\":\"ok\",\"store\":\"ok\"}");
    assertThat(atocore.store()).exists();
  }

  private URI start(String... options) throws IOException {
    new Atocore(folder).out("db", "init");
    return launch(options);
  }

  private URI launch(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.atocore.cli.Main",
                "--db",
                new Atocore(folder).store().toString(),
                "serve",
                "--port",
                "0"));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(folder.resolve("serve.err").toFile());
    builder.environment().put("ATOCORE_ALERT_LOG", folder.resolve("alerts.log").toString());
    builder.environment().remove("ATOCORE_API_TOKEN");
    Process started = builder.start();
    process = started;
    String line =
        new BufferedReader(new InputStreamReader(started.getInputStream(), UTF_8)).readLine();
    Matcher matcher =
        Pattern.compile("AtoCore listens on (http\\S+)").matcher(String.valueOf(line));
    assertThat(matcher.matches()).as("%s %s", line, errors()).isTrue();
    return URI.create(matcher.group(1));
  }

  private static HttpResponse<String> get(URI uri, String authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  /** Until that stands on stderr. */
  private void await(String text) throws IOException, InterruptedException {
    for (int i = 0; i < 3000 && !errors().contains(text); i++) {
      running().waitFor(10, TimeUnit.MILLISECONDS);
    }
    assertThat(errors()).contains(text);
  }

  private int stop() throws InterruptedException {
    running().destroy();
    assertThat(running().waitFor(60, TimeUnit.SECONDS)).isTrue();
    return running().exitValue();
  }

  private Process running() {
    Process started = process;
    if (started == null) {
      throw new AssertionError("not started");
    }
    return started;
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("serve.err"));
  }
}
