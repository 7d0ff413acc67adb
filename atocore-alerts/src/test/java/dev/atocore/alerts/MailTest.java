package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.SinkResult;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts by e-mail, handed to a real server. */
class MailTest {
  private static final String PEOPLE = "/?from=atocore@example.com&to=ops@example.com,b%2Btag@x.de";

  @TempDir Path folder;
  private final Map<String, String> env = new HashMap<>();
  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    server.start();
    env.put("HOME", folder.toString());
    env.put("ATOCORE_ALERT_TIMEOUT", "30s");
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private String url(String login, String more) {
    return "smtp://" + login + "127.0.0.1:" + server.getSmtp().getPort() + PEOPLE + more;
  }

  private Alerts alerts(String url) {
    env.put("ATOCORE_ALERT_WEBHOOK", url);
    return Alerts.fromEnvironment(env);
  }

  private static SinkResult last(AlertReport report) {
    return report.sinks().get(report.sinks().size() - 1).result();
  }

  private SinkResult emit(String url) {
    try (Alerts alerts = alerts(url)) {
      return last(alerts.emit(AlertRequest.of(Severity.WARNING, "Title", "text")));
    }
  }

  private MimeMessage only() {
    // One for each of the two.
    assertThat(server.getReceivedMessages()).hasSize(2);
    return server.getReceivedMessages()[0];
  }

  @Test
  void mail_isPlainText_andNothingInItIsAHeader() throws Exception {
    try (Alerts alerts = alerts(url("", ""))) {
      AlertRequest request =
          AlertRequest.of(
              Severity.CRITICAL,
              "Grüße aus 東京\r\nBcc: evil@example.com " + "sehr langes Wörterbuch ".repeat(9),
              "first\n.\nQUIT\nlast — ü");
      assertThat(last(alerts.emit(request.withContext(Map.of("host", "web_1")))))
          .isEqualTo(SinkResult.delivered());
    }
    MimeMessage mail = only();
    assertThat(mail.getSubject())
        .startsWith("[CRITICAL] Grüße aus 東京  Bcc: evil@example.com sehr langes");
    assertThat(mail.getHeader("Subject", null)).contains("=?UTF-8?");
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getFrom()[0]).hasToString("AtoCore <atocore@example.com>");
    assertThat(mail.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("ops@example.com", "b+tag@x.de");
    assertThat(mail.getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
    assertThat(String.valueOf(mail.getContent()).replace("\r", ""))
        .contains("first\n.\nQUIT\nlast — ü\nhost: web_1\n\nAtoCore · ");
    assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
    assertThat(mail.getSentDate()).isNotNull();
  }

  @Test
  void allThatIsSaidOfACondition_isOneConversation() throws Exception {
    String one = url("", "").replace(",b%2Btag@x.de", "");
    try (Alerts alerts = alerts(one + "#min=warning")) {
      AlertRequest request = AlertRequest.of(Severity.WARNING, "Title", "text").withKey("k/1");
      alerts.emit(request);
      alerts.emit(request);
      alerts.emit(AlertRequest.of(Severity.CRITICAL, "Title", "worse").withKey("k/1"));
      alerts.resolve("k/1");
      alerts.emit(request);
      alerts.emit(AlertRequest.of(Severity.INFO, "Title", "text"));
    }
    MimeMessage[] mails = server.getReceivedMessages();
    assertThat(mails).hasSize(4);
    assertThat(mails[0].getHeader("In-Reply-To")).isNull();
    assertThat(mails[1].getHeader("In-Reply-To")).containsExactly(mails[0].getMessageID());
    assertThat(mails[2].getSubject()).isEqualTo("[RESOLVED] Title");
    assertThat(mails[2].getHeader("In-Reply-To")).containsExactly(mails[1].getMessageID());
    assertThat(mails[2].getHeader("References")).containsExactly(mails[1].getMessageID());
    assertThat(mails[3].getHeader("In-Reply-To")).isNull();
    assertThat(mails[0].getMessageID()).endsWith("@example.com>");
  }

  @Test
  void password_isDecoded_maskedEverywhere_andGoesOverNoOpenLineUnasked() throws Exception {
    server.setUser("ops@example.com", "me@example.com", "p:ss w%rd/1");
    String login = "me%40example.com:p%3Ass%20w%25rd%2F1@";
    assertThat(emit(url(login, "")).reason()).contains("STARTTLS");
    assertThat(server.getReceivedMessages()).isEmpty();
    assertThat(emit(url(login, "&starttls=if-offered"))).isEqualTo(SinkResult.delivered());

    server.getUserManager().setAuthRequired(true);
    try (Alerts alerts = alerts(url("me%40example.com:wr0ng-secret@", "&starttls=never"))) {
      AlertReport report = alerts.emit(AlertRequest.of(Severity.WARNING, "Title", "wr0ng-secret"));
      assertThat(last(report).kind()).isEqualTo(SinkResult.Kind.FAILED);
      assertThat(last(report).reason())
          .startsWith("the mail server refuses the user or the password: 535");
      assertThat(alerts.sinks().toString()).contains("smtp://127.0.0.1:");
      Leaks.assertNoneIn(alerts, report, List.of("wr0ng-secret"));
    }
    Leaks.assertNoneIn(folder, List.of("wr0ng-secret", "p%3Ass", "p:ss w"));
  }

  @Test
  void unreachableServer_isKept_andMailedWhenItIsBack() {
    int port = server.getSmtp().getPort();
    String url = url("", "");
    server.stop();
    assertThat(emit(url)).isEqualTo(SinkResult.kept("cannot connect to 127.0.0.1:" + port));
    GreenMail again = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    again.start();
    try (Alerts alerts = alerts(url)) {
      assertThat(alerts.flush().tried()).hasSize(1);
      assertThat(again.getReceivedMessages()).hasSize(2);
    } finally {
      again.stop();
    }
  }

  @Test
  void certificate_isChecked_andMayBeOfAnAuthorityOfOnesOwn() throws Exception {
    Path pem = folder.resolve("ca.pem");
    for (boolean tls : new boolean[] {true, false}) {
      try (SmtpServer secure = SmtpServer.withCertificate(folder, pem, tls)) {
        String url =
            (tls ? "smtps" : "smtp")
                + "://localhost:"
                + secure.port()
                + PEOPLE
                + (tls ? "" : "&starttls=required");
        env.remove("ATOCORE_ALERT_CA_FILE");
        assertThat(emit(url).reason()).startsWith("TLS failed, nothing was sent");
        env.put("ATOCORE_ALERT_CA_FILE", pem.toString());
        assertThat(emit(url)).isEqualTo(SinkResult.delivered());
        String elsewhere = url.replace("localhost", "127.0.0.2");
        assertThat(emit(elsewhere).reason()).startsWith("TLS failed, nothing was sent");
        assertThat(secure.mails()).hasSize(1);
        assertThat(secure.mails().get(0)).contains("Subject: [WARNING] Title");
      }
    }
  }

  @Test
  void answersOfTheServer_meanWhatTheySay() throws Exception {
    try (SmtpServer server = SmtpServer.plain()) {
      String url = "smtp://127.0.0.1:" + server.port() + PEOPLE;
      server.answer("RCPT", "550 5.1.1 no such user");
      assertThat(emit(url).kind()).isEqualTo(SinkResult.Kind.FAILED);
      server.answer("RCPT", "451 4.7.1 greylisted");
      assertThat(emit(url).reason()).contains("451 4.7.1 greylisted");
      assertThat(emit(url).kind()).isEqualTo(SinkResult.Kind.KEPT);
      server.answer("RCPT TO:<b+tag@x.de>", "550 5.1.1 no such user");
      try (Alerts alerts = alerts(url)) {
        assertThat(last(alerts.emit(AlertRequest.of(Severity.WARNING, "T", "m"))))
            .isEqualTo(SinkResult.delivered());
        assertThat(alerts.sinks().get(2).lastError()).contains("550 5.1.1 no such user");
        assertThat(last(alerts.test()).reason()).contains("not taken for all addresses");
      }
      server.answer("MAIL", "552 too much");
      assertThat(emit(url).reason()).contains("552 too much");
    }
  }

  @Test
  void serverThatSaysNothing_isGivenUpInTime() throws Exception {
    env.put("ATOCORE_ALERT_TIMEOUT", "1s");
    try (SmtpServer server = SmtpServer.plain()) {
      server.answer("EHLO", "");
      assertThat(emit("smtp://127.0.0.1:" + server.port() + PEOPLE))
          .isEqualTo(SinkResult.kept("no answer in time"));
    }
  }

  @Test
  void proxy_isUsedForMailToo() {
    try (LoopbackProxy proxy = LoopbackProxy.wanting("user:secret-word")) {
      env.put("ALL_PROXY", "http://user:secret-word@127.0.0.1:" + proxy.port());
      assertThat(emit(url("", "").replace("127.0.0.1", "mail.invalid")))
          .isEqualTo(SinkResult.delivered());
      assertThat(proxy.asked()).singleElement().asString().startsWith("CONNECT mail.invalid:");
    }
  }

  @Test
  void withoutTheLibrary_oneLineNamesIt() throws Exception {
    String classPath = OwnClassPath.copyTo(folder.resolve("cp"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                EmitMain.class.getName(),
                folder.resolve("alerts.log").toString(),
                "smtp://127.0.0.1:1" + PEOPLE,
                "1",
                "")
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    try (Stream<Path> waiting = Files.list(folder.resolve("alerts.log.spool/new"))) {
      assertThat(waiting)
          .singleElement()
          .satisfies(
              file ->
                  assertThat(Files.readString(file, StandardCharsets.UTF_8))
                      .contains("e-mail needs the library org.eclipse.angus:jakarta.mail"));
    }
  }
}
