package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.FlushReport;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.alerts.sink.Undelivered;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What can go wrong between here and a receiver. Each time the caller is let go in time, the alert
 * is in the log and in the spool, no secret is anywhere, and once the receiver is well again it
 * gets the alert, once, under its id.
 */
class FaultTableTest {
  private static final String TOKEN = "tok3n-SECRETsecret-0123456789abcdef";
  private static final List<String> SECRETS = List.of(TOKEN, "SECRETsecret", "0123456789abcdef");

  private final Path folder;
  private final MovableClock clock = new MovableClock();

  FaultTableTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path log() {
    return folder.resolve("logs").resolve("alerts.log");
  }

  private Alerts alerts(String url, Duration timeout) {
    return Alerts.builder().logFile(log()).webhook(url).timeout(timeout).clock(clock).build();
  }

  private Alerts alerts(String url) {
    return alerts(url, Duration.ofMinutes(1));
  }

  private static String path() {
    return "/hook/" + TOKEN;
  }

  /** Emits into the fault, then heals it and flushes. */
  private void survives(LoopbackReceiver receiver, String prefix, Duration timeout, String reason)
      throws Exception {
    try (receiver;
        Alerts alerts = alerts(prefix + receiver.url(path()), timeout)) {
      Deadline generous = Deadline.after(timeout.plusSeconds(10));
      AlertReport report = alerts.emit(Severity.CRITICAL, "Fault", "at 3 a.m.", Map.of());

      assertThat(generous.expired()).isFalse();
      assertThat(Reports.of(report, prefix.isEmpty() ? "json" : prefix.replace("+", "")))
          .matches(result -> result.is(SinkResult.Kind.KEPT))
          .satisfies(kept -> assertThat(kept.reason()).contains(reason));
      assertKeptAndSecret(alerts, report);
      // The caller is let go at the deadline; the attempt itself may take a moment longer to
      // settle.
      ProcessesTest.await(() -> alerts.listUndelivered().get(0).attempts() == 1);
      try (Alerts patient = alerts(prefix + receiver.url(path()))) {
        deliversOnceHealed(receiver, patient, report, prefix.startsWith("slack") ? "ok" : "");
      }
    }
  }

  private void assertKeptAndSecret(Alerts alerts, AlertReport report) throws IOException {
    assertThat(alerts.log().recent(null, 5))
        .extracting(entry -> entry.alert().id())
        .containsExactly(report.alert().id());
    assertThat(alerts.listUndelivered())
        .extracting(waiting -> waiting.alert().id())
        .containsExactly(report.alert().id());
    Leaks.assertNoneIn(folder, SECRETS);
    Leaks.assertNoneIn(alerts, report, SECRETS);
  }

  private static void deliversOnceHealed(
      LoopbackReceiver receiver, Alerts alerts, AlertReport report, String answer) {
    int before = receiver.requests().size();
    receiver.now(LoopbackReceiver.answer(200, "", answer));
    FlushReport flushed = alerts.flush();

    assertThat(flushed.delivered()).isEqualTo(1);
    assertThat(flushed.waiting()).isZero();
    assertThat(receiver.requests()).hasSize(before + 1);
    assertThat(receiver.requests().get(before).body()).contains(report.alert().id());
    assertThat(alerts.flush().tried()).isEmpty();
  }

  @Test
  void hang_isGivenUpAtTheDeadline() throws Exception {
    survives(
        LoopbackReceiver.scripted((request, socket, out) -> socket.getInputStream().read()),
        "",
        Duration.ofMillis(900),
        "no answer in time");
  }

  @Test
  void dripOfHeaders_isGivenUpAtTheDeadline() throws Exception {
    survives(
        LoopbackReceiver.scripted((request, socket, out) -> drip(out, "HTTP/1.1 200 OK\r\nX: ")),
        "",
        Duration.ofMillis(900),
        "no answer in time");
  }

  @Test
  void dripOfBody_isGivenUpAtTheDeadline() throws Exception {
    survives(
        LoopbackReceiver.scripted(
            (request, socket, out) ->
                drip(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")),
        "",
        Duration.ofMillis(900),
        "no answer in time");
  }

  private static void drip(OutputStream out, String start) throws IOException {
    out.write(start.getBytes(StandardCharsets.US_ASCII));
    CountDownLatch never = new CountDownLatch(1);
    try {
      // Ends with an error as soon as the other side has hung up.
      while (!never.await(20, TimeUnit.MILLISECONDS)) {
        out.write('x');
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void resetInTheMiddleOfTheBody_isTriedAgain() throws Exception {
    survives(
        LoopbackReceiver.scripted(
            (request, socket, out) -> {
              out.write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
                      .getBytes(StandardCharsets.US_ASCII));
              out.flush();
              socket.setSoLinger(true, 0);
            }),
        "",
        Duration.ofMinutes(1),
        "the connection broke");
  }

  @Test
  void closedWithoutAWord_isTriedAgain() throws Exception {
    survives(
        LoopbackReceiver.scripted((request, socket, out) -> {}),
        "",
        Duration.ofMinutes(1),
        "the connection broke");
  }

  @Test
  void notHttpAtAll_isTriedAgain() throws Exception {
    survives(
        LoopbackReceiver.scripted(
            (request, socket, out) ->
                out.write("SSH-2.0-x\r\n\r\n".getBytes(StandardCharsets.US_ASCII))),
        "",
        Duration.ofMinutes(1),
        "the connection broke");
  }

  @Test
  void serverError_isTriedAgain() throws Exception {
    for (int status : new int[] {500, 502, 503, 504}) {
      survives(
          LoopbackReceiver.answering(status, "no luck with " + path()),
          "",
          Duration.ofMinutes(1),
          "HTTP " + status + ": no luck with ***");
      Files.delete(log());
    }
  }

  @Test
  void redirectLoop_isNotFollowed() throws Exception {
    LoopbackReceiver receiver =
        LoopbackReceiver.scripted(LoopbackReceiver.answer(307, "Location: " + path() + "\r\n", ""));
    survives(receiver, "", Duration.ofMinutes(1), "redirects are never followed");
    assertThat(receiver.requests()).as("one before it was healed, one after").hasSize(2);
  }

  @Test
  void successThatItsBodyDenies_isTriedAgain() throws Exception {
    survives(
        LoopbackReceiver.answering(200, "no_text"), "slack+", Duration.ofMinutes(1), "no_text");
    Files.delete(log());
    survives(
        LoopbackReceiver.answering(200, "{\"code\":50035,\"message\":\"Invalid Form Body\"}"),
        "discord+",
        Duration.ofMinutes(1),
        "Invalid Form Body");
  }

  @Test
  void answerWithoutEnd_isCutOff() throws Exception {
    survives(
        LoopbackReceiver.scripted(
            (request, socket, out) -> {
              out.write("HTTP/1.1 500 X\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              byte[] block = "noise".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
              for (int i = 0; i < 1_000_000; i++) {
                out.write(block);
              }
            }),
        "",
        Duration.ofMinutes(1),
        "HTTP 500: noise");
  }

  @Test
  void tooManyRequests_isLeftAloneForAsLongAsItAsked() throws Exception {
    try (LoopbackReceiver receiver =
            LoopbackReceiver.answering(429, "{\"message\":\"slow down\",\"retry_after\":0.75}");
        Alerts alerts = alerts("discord+" + receiver.url(path()))) {
      AlertReport first = alerts.emit(Severity.INFO, "first", "m", Map.of());
      assertThat(Reports.of(first, "discord").reason()).isEqualTo("HTTP 429: slow down");
      assertKeptAndSecret(alerts, first);

      receiver.now(LoopbackReceiver.answer(200, "", "{\"id\":\"1\"}"));
      AlertReport second = alerts.emit(Severity.INFO, "second", "m", Map.of());
      assertThat(Reports.of(second, "discord").reason()).contains("asked to be left alone until");
      assertThat(alerts.flush().delivered()).isZero();
      assertThat(receiver.requests()).hasSize(1);
      assertThat(alerts.listUndelivered()).extracting(Undelivered::attempts).containsExactly(1, 0);

      clock.move(Duration.ofMillis(749));
      alerts.flush();
      assertThat(receiver.requests()).hasSize(1);
      clock.move(Duration.ofMillis(1));
      assertThat(alerts.flush().delivered()).isEqualTo(2);
      assertThat(receiver.requests()).hasSize(3);
      assertThat(alerts.listUndelivered()).isEmpty();
    }
  }

  @Test
  void goneForGood_isSetAsideUntilSomeoneRetries() throws Exception {
    for (int status : new int[] {400, 401, 403, 404, 410, 413}) {
      try (LoopbackReceiver receiver =
              LoopbackReceiver.answering(status, "{\"message\":\"Unknown Webhook\"}");
          Alerts alerts = alerts("discord+" + receiver.url(path()))) {
        AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());

        assertThat(Reports.of(report, "discord"))
            .isEqualTo(
                SinkResult.failed(
                    "HTTP "
                        + status
                        + ": Unknown Webhook; set aside, a retry of "
                        + report.alert().id()
                        + " sends it again"));
        assertKeptAndSecret(alerts, report);
        assertThat(alerts.listUndelivered()).extracting(Undelivered::dead).containsExactly(true);
        assertThat(alerts.flush().tried()).isEmpty();
        assertThat(receiver.requests()).hasSize(1);
        assertThat(alerts.sinks().get(2).dead()).isEqualTo(1);

        receiver.now(LoopbackReceiver.answer(200, "", "{}"));
        assertThat(alerts.retry(report.alert().id()).delivered()).isEqualTo(1);
        assertThat(receiver.requests()).hasSize(2);
        assertThat(alerts.listUndelivered()).isEmpty();
      }
      Files.delete(log());
    }
  }

  @Test
  void nobodyListens_isTriedAgain() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    try (Alerts alerts = alerts("http://127.0.0.1:" + port + path())) {
      AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());

      assertThat(Reports.of(report, "json"))
          .isEqualTo(SinkResult.kept("cannot connect to 127.0.0.1:" + port));
      assertKeptAndSecret(alerts, report);
    }
  }

  @Test
  void unknownHost_isTriedAgain() throws Exception {
    try (Alerts alerts = alerts("https://no-such-host.invalid" + path())) {
      AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());

      assertThat(Reports.of(report, "json"))
          .isEqualTo(SinkResult.kept("cannot find the host no-such-host.invalid"));
      assertKeptAndSecret(alerts, report);
    }
  }

  @Test
  void certificateOfOurOwn_isRefusedLoudly() throws Exception {
    try (TlsReceiver receiver = TlsReceiver.selfSigned(folder.resolve("../key.p12"));
        Alerts alerts = alerts("https://localhost:" + receiver.port() + path())) {
      AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());

      assertThat(Reports.of(report, "json")).matches(result -> result.is(SinkResult.Kind.KEPT));
      assertThat(Reports.of(report, "json").reason()).startsWith("TLS failed, nothing was sent: ");
      assertThat(receiver.requests()).isZero();
      assertKeptAndSecret(alerts, report);
    }
  }

  @Test
  void plainServerBehindHttps_isNoReasonToDowngrade() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        Alerts alerts = alerts("https://127.0.0.1:" + receiver.port() + path())) {
      AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());

      assertThat(Reports.of(report, "json").reason()).startsWith("TLS failed, nothing was sent: ");
      assertThat(receiver.requests()).isEmpty();
      assertKeptAndSecret(alerts, report);
    }
  }

  @Test
  void secretInTheAnswer_isMaskedWhereverItIsCut() throws Exception {
    Set<String> reasons = new TreeSet<>();
    for (int at = 250; at < 520; at += 9) {
      try (LoopbackReceiver receiver =
              LoopbackReceiver.answering(500, "x".repeat(at) + path() + "y".repeat(300));
          Alerts alerts = alerts(receiver.url(path()))) {
        AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());
        reasons.add(Reports.of(report, "json").reason());
        for (int length = 6; length < TOKEN.length(); length++) {
          assertThat(reasons.toString()).doesNotContain(TOKEN.substring(0, length));
        }
        Leaks.assertNoneIn(folder, SECRETS);
      }
    }
    assertThat(reasons).anyMatch(reason -> reason.contains("***"));
  }

  @Test
  void secretInTheAlert_isMaskedEverywhere() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.answering(503, "");
        Alerts alerts = alerts(receiver.url(path()))) {
      String url = receiver.url(path());
      AlertReport report =
          alerts.emit(
              AlertRequest.of(Severity.INFO, "curl " + url, "cannot post to " + url)
                  .withContext(Map.of(url, List.of(url)))
                  .withKey("post/" + TOKEN));

      assertKeptAndSecret(alerts, report);
      assertThat(report.alert().title()).contains("***");
    }
  }

  @Test
  void hugeContext_waitsInTheSpoolAndArrives() throws Exception {
    Map<String, Object> context = new LinkedHashMap<>();
    for (int i = 0; i < 200; i++) {
      context.put("name" + i, "\u0001".repeat(100_000));
    }
    try (LoopbackReceiver receiver = LoopbackReceiver.answering(503, "");
        Alerts alerts = alerts(receiver.url("/j"))) {
      AlertReport report = alerts.emit(Severity.INFO, "t", "m", context);

      assertKeptAndSecret(alerts, report);
      deliversOnceHealed(receiver, alerts, report, "");
    }
  }
}
