package dev.atocore.server.door;

import static dev.atocore.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.server.AtoCoreServer;
import dev.atocore.server.ServerConfig;
import dev.atocore.server.ServerException;
import dev.atocore.server.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in, and with what. */
class DoorTest {
  private static final String TOKEN = "correct-horse-battery-staple";
  private static final String BEARER = "Bearer " + TOKEN;

  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void start_beyondLoopback_needsAToken() {
    assertThatThrownBy(
            () ->
                AtoCoreServer.start(
                    server.store, server.alerts, ServerConfig.loopback().host("0.0.0.0").port(0)))
        .isInstanceOfSatisfying(
            ServerException.class, e -> assertThat(e.code()).isEqualTo("token_required"));
    assertThatThrownBy(() -> ServerConfig.loopback().token("short"))
        .hasMessageContaining("16")
        .hasMessageNotContaining("short ");
    try (AtoCoreServer wide =
        AtoCoreServer.start(
            server.store,
            server.alerts,
            ServerConfig.loopback().host("0.0.0.0").port(0).token(TOKEN))) {
      assertThat(wide.address().getPort()).isPositive();
    }
  }

  @Test
  void start_onATakenPort_saysSo() {
    assertThatThrownBy(
            () ->
                AtoCoreServer.start(
                    server.store, server.alerts, ServerConfig.loopback().port(server.port())))
        .isInstanceOfSatisfying(
            ServerException.class, e -> assertThat(e.code()).isEqualTo("address_unusable"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.1",
        "",
        "[::2]:80",
        "127.0.0.1:x"
      })
  void host_thatIsNotOurs_isRefused(String host) throws IOException {
    String answer =
        server.raw("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 40");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:8077", "[::1]:99"})
  void host_thatIsOurs_isLetIn(String host) throws IOException {
    assertThat(
            server.raw("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void host_thatTheOperatorAllowed_isLetIn() throws IOException {
    server.close();
    server = new TestServer(folder, config -> config.allowedHosts(Set.of("Memory.example.org")));

    assertThat(
            server.raw(
                "GET /healthz HTTP/1.1\r\nHost: memory.example.org\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void host_missingOrTwice_isRefused() throws IOException {
    assertThat(server.raw("GET /memory HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 400");
    assertThat(server.raw("GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
    assertThat(server.raw("GET /healthz HTTP/1.0\r\nHost: evil.example\r\n\r\n"))
        .startsWith("HTTP/1.0 403");
    assertThat(
            server.raw(
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void healthCheck_ofALoadBalancer_needsNoHost() throws IOException {
    assertThat(server.raw("GET /healthz HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 200");
    assertThat(server.raw("HEAD /healthz HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 200");
  }

  @Test
  void post_fromAnotherSite_isRefused() throws IOException {
    assertThat(post("Origin: http://evil.example\r\n")).startsWith("HTTP/1.1 403");
    assertThat(post("Origin: null\r\n")).startsWith("HTTP/1.1 403");
    assertThat(post("Origin: http://localhost:1\r\n")).startsWith("HTTP/1.1 403");
    assertThat(post("Sec-Fetch-Site: cross-site\r\n")).startsWith("HTTP/1.1 403");
    assertThat(post("Sec-Fetch-Site: same-site\r\nOrigin: http://localhost\r\n"))
        .startsWith("HTTP/1.1 403");
    assertThat(server.store.audit().status().entries()).isZero();
    assertThat(post("Sec-Fetch-Site: same-origin\r\nOrigin: http://localhost\r\n"))
        .startsWith("HTTP/1.1 201");
    assertThat(post("")).startsWith("HTTP/1.1 201");
  }

  @Test
  void post_asAFormWouldSendIt_isRefused() {
    HttpResponse<String> form =
        server.post("/memory", "{\"type\":\"project\"}", "Content-Type", "text/plain");

    assertThat(form.statusCode()).isEqualTo(415);
  }

  @Test
  void answers_tellBrowsersToKeepOut() {
    for (String path : new String[] {"/", "/healthz", "/memory", "/nowhere"}) {
      HttpResponse<String> answer = server.get(path);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'none'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(answer.headers().map()).doesNotContainKey("Access-Control-Allow-Origin");
    }
  }

  @Test
  void token_isNeededByEverythingButHealthAndStyleSheets() {
    server.close();
    server = new TestServer(folder, config -> config.token(TOKEN));

    for (String path :
        new String[] {
          "/memory", "/metrics", "/openapi.json", "/", "/nowhere", "/admin/dashboard"
        }) {
      HttpResponse<String> answer = server.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
      assertThat(server.get(path, "Authorization", BEARER).statusCode()).as(path).isIn(200, 404);
    }
    assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(server.get("/assets/atocore.css").statusCode()).isEqualTo(200);
    assertThat(server.get("/assets/nothing.css").statusCode()).isEqualTo(404);
    assertThat(server.get("/memory", "Authorization", "Basic " + TOKEN).statusCode())
        .isEqualTo(401);
    assertThat(server.get("/memory", "Authorization", BEARER + "x").body()).doesNotContain(TOKEN);
    assertThat(ServerConfig.loopback().token(TOKEN).toString()).doesNotContain(TOKEN);
  }

  @Test
  void wrongTokens_areSlowAndThenTooMany() {
    server.close();
    server = new TestServer(folder, config -> config.token(TOKEN));

    long started = System.nanoTime();
    assertThat(server.get("/memory", "Authorization", "Bearer wrong").statusCode()).isEqualTo(401);
    assertThat(System.nanoTime() - started).isGreaterThan(400_000_000L);
    for (int i = 0; i < 9; i++) {
      server.get("/memory", "Authorization", "Bearer wrong");
    }
    HttpResponse<String> last = server.get("/memory", "Authorization", "Bearer wrong");

    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 60L);
    assertThat(json(last).get("code").asText()).isEqualTo("too_many_failures");
    assertThat(server.get("/memory", "Authorization", BEARER).statusCode()).isEqualTo(200);
  }

  @Test
  void login_givesABrowserACookieThatOnlyThisSiteCanUse() {
    server.close();
    server = new TestServer(folder, config -> config.token(TOKEN));

    HttpResponse<String> asked = server.get("/", "Accept", "text/html");
    assertThat(asked.statusCode()).isEqualTo(401);
    String first = cookie(asked);
    String csrf = csrf(asked.body());
    assertThat(login("token=" + TOKEN + "&csrf=wrong", first).statusCode()).isEqualTo(403);
    assertThat(login("token=" + TOKEN + "&csrf=" + csrf, "other=1").statusCode()).isEqualTo(403);
    assertThat(login("token=wrong&csrf=" + csrf, first).statusCode()).isEqualTo(401);
    HttpResponse<String> in = login("token=" + TOKEN + "&next=%2Fmemories&csrf=" + csrf, first);

    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(in.headers().firstValue("Location")).hasValue("/memories");
    assertThat(in.headers().firstValue("Set-Cookie").orElse(""))
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain(TOKEN);
    assertThat(server.get("/memory", "Cookie", first).statusCode()).isEqualTo(401);
    assertThat(server.get("/memory", "Cookie", cookie(in)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", ""})
  void login_sendsNobodyElsewhere(String next) {
    server.close();
    server = new TestServer(folder, config -> config.token(TOKEN));
    HttpResponse<String> asked = server.get("/login", "Accept", "text/html");

    HttpResponse<String> in =
        login("token=" + TOKEN + "&csrf=" + csrf(asked.body()) + "&next=" + next, cookie(asked));

    assertThat(in.headers().firstValue("Location")).hasValue("/");
  }

  @Test
  void logout_endsTheSession() {
    server.close();
    server = new TestServer(folder, config -> config.token(TOKEN));
    HttpResponse<String> asked = server.get("/login", "Accept", "text/html");
    String cookie = cookie(login("token=" + TOKEN + "&csrf=" + csrf(asked.body()), cookie(asked)));
    String csrf = csrf(server.get("/login", "Cookie", cookie).body());

    HttpResponse<String> out =
        server.send(
            "POST",
            "/logout",
            "csrf=" + csrf,
            "Cookie",
            cookie,
            "Content-Type",
            "application/x-www-form-urlencoded");

    assertThat(out.statusCode()).isEqualTo(303);
    assertThat(server.get("/memory", "Cookie", cookie).statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> login(String form, String cookie) {
    return server.send(
        "POST",
        "/login",
        form,
        "Cookie",
        cookie,
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  private String post(String headers) throws IOException {
    String body = "{\"type\":\"project\",\"content\":\"c\",\"allow_duplicate\":true}";
    return server.raw(
        "POST /memory HTTP/1.1\r\n"
            + "Host: localhost\r\n"
            + "Content-Type: application/json\r\n"
            + "Connection: close\r\n"
            + headers
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", -1)[0];
  }

  private static String csrf(String page) {
    Matcher matcher = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page);
    assertThat(matcher.find()).as(page).isTrue();
    return matcher.group(1);
  }
}
