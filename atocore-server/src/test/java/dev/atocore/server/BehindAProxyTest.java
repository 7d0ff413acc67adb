package dev.atocore.server;

import static dev.atocore.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.model.Memory;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under a path of somebody else's host, beside other servers. */
class BehindAProxyTest {
  private static final String TOKEN = "correct-horse-battery-staple";
  private static final String BASE = "/tools/atocore";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern ADDRESS =
      Pattern.compile("\\b(?:href|src|action|hx-get)=\"([^\"#]+)");

  @TempDir Path folder;
  private TestServer server;
  private Memory memory;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(folder, config -> config.token(TOKEN).basePath(BASE + "/"));
    memory = SampleStore.fill(server, List.of("Water the tomatoes.", "/etc/hosts has <b>it</b>"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyAddressOnEveryPage_isBelowTheBasePath_andAnswers() {
    String cookie = login(BASE);
    Deque<String> ahead = new ArrayDeque<>(List.of(BASE + "/", BASE + "/memories/" + memory.id()));
    Set<String> seen = new HashSet<>(ahead);
    while (!ahead.isEmpty() && seen.size() < 400) {
      String path = ahead.pop();
      HttpResponse<String> page = server.get(path, "Cookie", cookie, "Accept", "text/html");
      // Findings name memories that are not there.
      assertThat(page.statusCode()).as(path).isIn(200, 204, 404);
      assertThat(page.body()).as(path).doesNotContain("there is nothing at this path");
      Matcher address = ADDRESS.matcher(page.body());
      while (address.find()) {
        String to = address.group(1).replace("&amp;", "&");
        assertThat(to).as("on " + path).startsWith(BASE + "/");
        boolean form = address.group().startsWith("action");
        if (!form && seen.add(to)) {
          ahead.add(to);
        }
      }
    }
    assertThat(seen).contains(BASE + "/assets/atocore.css", BASE + "/audit", BASE + "/triage");
    assertThat(seen).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, ""})
  void login_comesBackToThePageThatWasAskedFor(String sent) {
    HttpResponse<String> asked = server.get(sent + "/audit?actor=x", "Accept", "text/html");
    assertThat(asked.statusCode()).isEqualTo(401);
    assertThat(asked.body())
        .contains("name=\"next\" value=\"/audit?actor=x\"", "action=\"" + BASE + "/login\"");

    HttpResponse<String> in = login(sent, asked, "/audit?actor=x");

    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(in.headers().firstValue("Location")).hasValue(BASE + "/audit?actor=x");
    assertThat(in.headers().firstValue("Set-Cookie").orElse(""))
        .startsWith("atocore_session_" + server.port() + "_tools_atocore=")
        .contains("; Path=" + BASE + ";");
  }

  @Test
  void api_saysAddressesBelowTheBasePath() {
    String[] token = {"Authorization", "Bearer " + TOKEN};
    HttpResponse<String> created =
        server.post(
            BASE + "/memory", "{\"type\":\"project\",\"content\":\"c\"}", token[0], token[1]);
    assertThat(created.headers().firstValue("Location").orElse("")).startsWith(BASE + "/memory/");
    assertThat(server.get(created.headers().firstValue("Location").get(), token).statusCode())
        .isEqualTo(200);
    assertThat(json(server.get(BASE + "/openapi.json", token)).at("/servers/0/url").asText())
        .isEqualTo(BASE);
    assertThat(server.get(BASE, token).statusCode()).isEqualTo(200);
    assertThat(server.get(BASE + "x/memory", token).statusCode()).isEqualTo(404);
    assertThat(server.get("/tools/memory", token).statusCode()).isEqualTo(404);
    assertThat(server.get("/memory", token).statusCode()).isEqualTo(200);
    assertThat(server.server.address()).hasPath(BASE + "/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "/a b", "//x", "/../x", "/x/./y", "/x?y", "/x#", "http://h/x", "/ä", "/x//y"})
  void basePath_thatIsNone_isRefused(String path) {
    assertThatThrownBy(() -> ServerConfig.loopback().basePath(path))
        .isInstanceOfSatisfying(
            ServerException.class, e -> assertThat(e.code()).isEqualTo("invalid_base_path"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https|true",
        "HTTPS|true",
        "https, http|true",
        "Https ,https|true",
        "http|false",
        "http, https|false",
        "''|false",
        "httpsx|false"
      })
  void cookie_isSecureWhereTheBrowserSpeaksHttps(String proto, boolean secure) {
    HttpResponse<String> asked = server.get("/", "Accept", "text/html", "X-Forwarded-Proto", proto);

    assertThat(asked.headers().firstValue("Set-Cookie").orElse("").contains("; Secure"))
        .isEqualTo(secure);
  }

  @Test
  void twoServersOnOneHost_doNotEndEachOthersSessions(@TempDir Path second) {
    try (TestServer other = new TestServer(second, config -> config.token(TOKEN + "2"))) {
      String both = login(BASE) + "; " + session(other, TOKEN + "2");

      assertThat(server.get("/memory", "Cookie", both).statusCode()).isEqualTo(200);
      assertThat(other.get("/memory", "Cookie", both).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void origin_maySayThePortThatGoesWithoutSaying() throws Exception {
    String head =
        "POST /memory HTTP/1.1\r\nHost: localhost%s\r\nOrigin: %s\r\nConnection: close\r\n\r\n";

    assertThat(server.raw(head.formatted(":443", "https://localhost"))).startsWith("HTTP/1.1 401");
    assertThat(server.raw(head.formatted("", "http://localhost:80"))).startsWith("HTTP/1.1 401");
    assertThat(server.raw(head.formatted(":443", "http://localhost"))).startsWith("HTTP/1.1 403");
    assertThat(server.raw(head.formatted("", "https://localhost:80"))).startsWith("HTTP/1.1 403");
  }

  private String login(String sent) {
    HttpResponse<String> asked = server.get(sent + "/login", "Accept", "text/html");
    return cookie(login(sent, asked, "/"));
  }

  private HttpResponse<String> login(String sent, HttpResponse<String> asked, String next) {
    return post(server, sent + "/login", TOKEN, asked, next);
  }

  private static String session(TestServer to, String token) {
    return cookie(post(to, "/login", token, to.get("/login", "Accept", "text/html"), "/"));
  }

  private static HttpResponse<String> post(
      TestServer to, String path, String token, HttpResponse<String> asked, String next) {
    Matcher csrf = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(asked.body());
    assertThat(csrf.find()).isTrue();
    String form = "token=" + token + "&csrf=" + csrf.group(1) + "&next=" + URI.create(next);
    return to.send("POST", path, form, "Cookie", cookie(asked), "Content-Type", FORM);
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", -1)[0];
  }
}
