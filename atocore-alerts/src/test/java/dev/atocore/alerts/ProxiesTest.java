package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.SinkResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts that go out through proxies, and to receivers with an authority of their own. */
class ProxiesTest {
  @TempDir Path folder;
  private final Map<String, String> env = new HashMap<>();

  @BeforeEach
  void settings() {
    env.put("HOME", folder.toString());
    env.put("ATOCORE_ALERT_TIMEOUT", "20s");
  }

  private Alerts alerts() {
    return Alerts.fromEnvironment(env);
  }

  private SinkResult emit() {
    try (Alerts alerts = alerts()) {
      AlertReport report = alerts.emit(AlertRequest.of(Severity.WARNING, "Title", "text"));
      return report.sinks().get(report.sinks().size() - 1).result();
    }
  }

  @Test
  void plainHttp_isHandedToTheProxy_alsoForHostsThatOnlyItKnows() {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        LoopbackProxy proxy = LoopbackProxy.wanting("us@er:p:ss")) {
      env.put("http_proxy", "http://us%40er:p%3Ass@127.0.0.1:" + proxy.port());
      env.put("ATOCORE_ALERT_WEBHOOK", "http://hooks.invalid:" + receiver.port() + "/in?a=b");

      assertThat(emit()).isEqualTo(SinkResult.delivered());
      assertThat(proxy.asked())
          .containsExactly("POST http://hooks.invalid:" + receiver.port() + "/in?a=b HTTP/1.1");
      assertThat(receiver.only().path()).isEqualTo("/in?a=b");
      assertThat(receiver.only().headers().get("host"))
          .isEqualTo("hooks.invalid:" + receiver.port());
      assertThat(receiver.only().body()).contains("Title");
    }
  }

  @Test
  void https_goesThroughATunnel_andIsCheckedBehindIt() throws Exception {
    Path pem = folder.resolve("ca.pem");
    try (TlsReceiver receiver = TlsReceiver.signedBy(pem, folder.resolve("key.p12"));
        LoopbackProxy proxy = LoopbackProxy.wanting("user:secret-word")) {
      env.put("HTTPS_PROXY", "user:secret-word@127.0.0.1:" + proxy.port());
      env.put("ATOCORE_ALERT_WEBHOOK", "https://localhost:" + receiver.port() + "/in");
      assertThat(emit().reason()).startsWith("TLS failed, nothing was sent");
      assertThat(receiver.requests()).isZero();

      env.put("ATOCORE_ALERT_CA_FILE", pem.toString());
      assertThat(emit()).isEqualTo(SinkResult.delivered());
      assertThat(receiver.requests()).isEqualTo(1);
      assertThat(proxy.asked())
          .isNotEmpty()
          .containsOnly("CONNECT localhost:" + receiver.port() + " HTTP/1.1");

      env.put("ATOCORE_ALERT_WEBHOOK", "https://elsewhere.invalid:" + receiver.port() + "/in");
      assertThat(emit().reason()).startsWith("TLS failed, nothing was sent");
      assertThat(receiver.requests()).isEqualTo(1);
    }
  }

  /** A name of another script is looked up, asked for and checked in its ASCII form. */
  @Test
  void hostOfAnotherScript_isReached_andItsCertificateChecked() throws Exception {
    Path pem = folder.resolve("ca.pem");
    Path keys = folder.resolve("key.p12");
    try (TlsReceiver receiver = TlsReceiver.signedBy(pem, keys, "xn--bcher-kva.example");
        LoopbackReceiver plain = LoopbackReceiver.ok();
        LoopbackProxy proxy = LoopbackProxy.overTls(Keytool.context(keys), "user:secret-word")) {
      env.put("ATOCORE_ALERT_CA_FILE", pem.toString());
      env.put("ATOCORE_ALERT_PROXY", "https://user:secret-word@127.0.0.1:" + proxy.port());
      for (String host : List.of("bücher.example", "BÜCHER.example", "xn--bcher-kva.example")) {
        env.put("ATOCORE_ALERT_WEBHOOK", "https://" + host + ":" + receiver.port() + "/in");
        assertThat(emit()).as(host).isEqualTo(SinkResult.delivered());
      }
      assertThat(receiver.requests()).isEqualTo(3);
      assertThat(proxy.asked())
          .containsOnly("CONNECT xn--bcher-kva.example:" + receiver.port() + " HTTP/1.1");

      env.put("ATOCORE_ALERT_WEBHOOK", "https://bûcher.example:" + receiver.port() + "/in");
      assertThat(emit().reason()).startsWith("TLS failed, nothing was sent");
      assertThat(receiver.requests()).isEqualTo(3);
      env.put("ATOCORE_ALERT_WEBHOOK", "http://例え.テスト:" + plain.port() + "/in");
      assertThat(emit()).isEqualTo(SinkResult.delivered());
      assertThat(proxy.asked())
          .contains("POST http://xn--r8jz45g.xn--zckzah:" + plain.port() + "/in HTTP/1.1");
    }
  }

  @Test
  void proxyOverTls_isChecked_andHttpsGoesThroughItInsideOfThat() throws Exception {
    Path pem = folder.resolve("ca.pem");
    Path keys = folder.resolve("key.p12");
    try (TlsReceiver receiver = TlsReceiver.signedBy(pem, keys);
        LoopbackReceiver plain = LoopbackReceiver.ok();
        LoopbackProxy proxy = LoopbackProxy.overTls(Keytool.context(keys), "user:secret-word")) {
      env.put("ATOCORE_ALERT_PROXY", "https://user:secret-word@localhost:" + proxy.port());
      env.put("ATOCORE_ALERT_WEBHOOK", "https://localhost:" + receiver.port() + "/in");
      assertThat(emit().reason())
          .startsWith("the proxy localhost:" + proxy.port() + " cannot be used");
      assertThat(proxy.asked()).isEmpty();

      env.put("ATOCORE_ALERT_CA_FILE", pem.toString());
      assertThat(emit()).isEqualTo(SinkResult.delivered());
      env.put("ATOCORE_ALERT_WEBHOOK", "http://hooks.invalid:" + plain.port() + "/in");
      assertThat(emit()).isEqualTo(SinkResult.delivered());
      assertThat(proxy.asked())
          .containsSubsequence(
              "CONNECT localhost:" + receiver.port() + " HTTP/1.1",
              "POST http://hooks.invalid:" + plain.port() + "/in HTTP/1.1");

      env.put("ATOCORE_ALERT_PROXY", "https://user:wr0ng-secret@localhost:" + proxy.port());
      assertThat(emit().reason()).contains("refuses the user or the password");
      env.put("ATOCORE_ALERT_PROXY", "https://localhost:" + plain.port());
      assertThat(emit().reason()).contains("the proxy localhost:" + plain.port());
      assertThat(receiver.requests()).isEqualTo(1);
    }
  }

  @Test
  void socks_isSpoken() {
    for (String credentials : new String[] {null, "user:secret-word"}) {
      try (LoopbackReceiver receiver = LoopbackReceiver.ok();
          LoopbackProxy proxy = LoopbackProxy.wanting(credentials)) {
        String login = credentials == null ? "" : credentials + "@";
        env.put("ATOCORE_ALERT_PROXY", "socks5h://" + login + "127.0.0.1:" + proxy.port());
        env.put("ATOCORE_ALERT_WEBHOOK", "http://hooks.invalid:" + receiver.port() + "/in");
        assertThat(emit()).isEqualTo(SinkResult.delivered());
        env.put("ATOCORE_ALERT_PROXY", "socks5://" + login + "127.0.0.1:" + proxy.port());
        env.put("ATOCORE_ALERT_WEBHOOK", receiver.url("/in"));
        assertThat(emit()).isEqualTo(SinkResult.delivered());
        assertThat(proxy.asked())
            .containsExactly(
                "SOCKS hooks.invalid:" + receiver.port(), "SOCKS 127.0.0.1:" + receiver.port());
      }
    }
  }

  @Test
  void exceptionsAndNone_goStraight() {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        LoopbackProxy proxy = LoopbackProxy.open()) {
      env.put("ATOCORE_ALERT_WEBHOOK", receiver.url("/in"));
      env.put("ALL_PROXY", "http://127.0.0.1:" + proxy.port());
      env.put("NO_PROXY", "example.com,127.0.0.0/8");
      assertThat(emit()).isEqualTo(SinkResult.delivered());
      env.put("NO_PROXY", "");
      env.put("ATOCORE_ALERT_PROXY", "none");
      assertThat(emit()).isEqualTo(SinkResult.delivered());
      assertThat(proxy.asked()).isEmpty();
    }
  }

  @Test
  void proxysFaults_areSaidInOneLine_keptAndWithoutTheSecret() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        LoopbackProxy proxy = LoopbackProxy.wanting("user:right-one")) {
      String place = "127.0.0.1:" + proxy.port();
      env.put("ATOCORE_ALERT_WEBHOOK", receiver.url("/in"));
      env.put("HTTP_PROXY", "http://user:wr0ng-secret@" + place);
      assertThat(emit())
          .isEqualTo(
              SinkResult.kept(
                  "the proxy " + place + " refuses the user or the password (HTTP 407)"));
      env.put("HTTP_PROXY", place);
      assertThat(emit().reason())
          .isEqualTo("the proxy " + place + " asks for a user and password (HTTP 407)");
      env.put("HTTP_PROXY", "socks5://" + place);
      assertThat(emit().reason()).isEqualTo("the proxy " + place + " asks for a user and password");
      env.put("HTTP_PROXY", "http://127.0.0.1:1");
      assertThat(emit().reason()).isEqualTo("cannot connect to the proxy 127.0.0.1:1");
      env.put("HTTP_PROXY", "gopher://user:wr0ng-secret@h");
      assertThat(emit().reason()).startsWith("HTTP_PROXY is no proxy's address");
      assertThat(receiver.requests()).isEmpty();
      Leaks.assertNoneIn(
          folder, List.of("wr0ng-secret", "dXNlcjp3cjBuZy1zZWNyZXQ", "cjp3cjBuZy1zZWNyZX"));
    }
  }

  @Test
  void forbiddenAddresses_areRefusedBehindAProxyToo() {
    try (LoopbackProxy proxy = LoopbackProxy.open()) {
      env.put("ALL_PROXY", "http://127.0.0.1:" + proxy.port());
      for (String host :
          new String[] {
            "169.254.169.254", "2852039166", "metadata.google.internal", "[::ffff:a9fe:a9fe]"
          }) {
        env.put("ATOCORE_ALERT_WEBHOOK", "http://" + host + "/x");
        assertThat(emit().is(SinkResult.Kind.DELIVERED)).as(host).isFalse();
      }
      env.put("ALL_PROXY", "http://169.254.169.254:80");
      env.put("ATOCORE_ALERT_WEBHOOK", "http://a.example/x");
      assertThat(emit().reason()).contains("link-local or cloud metadata address");
      assertThat(proxy.asked()).isEmpty();
    }
  }

  @Test
  void badFileOfCertificates_isOneClearSink_andTheOthersGoOn() throws Exception {
    Path pem = folder.resolve("ca.pem");
    Map<String, String> contents = new HashMap<>();
    contents.put("", "has no certificate in it");
    contents.put(
        "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n", "cannot be read");
    contents.put("-----BEGIN CERTIFICATE-----\nMIIB", "cannot be read");
    try (LoopbackReceiver receiver = LoopbackReceiver.ok()) {
      env.put("ATOCORE_ALERT_WEBHOOK", receiver.url("/in"));
      env.put("ATOCORE_ALERT_CA_FILE", pem.toString());
      assertThat(alerts().warnings()).singleElement().asString().contains("is not there");
      for (Map.Entry<String, String> content : contents.entrySet()) {
        Files.writeString(pem, content.getKey());
        try (Alerts alerts = alerts()) {
          AlertReport report = alerts.test();
          assertThat(report.sinks())
              .anyMatch(
                  sink ->
                      sink.sinkId().equals("ca-file")
                          && sink.result().reason().contains(content.getValue()));
          assertThat(alerts.sinks()).anyMatch(sink -> sink.kind().equals("invalid"));
        }
      }
      assertThat(receiver.requests()).hasSize(contents.size());
    }
  }
}
