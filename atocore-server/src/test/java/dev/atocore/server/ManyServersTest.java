package dev.atocore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.state.State;
import dev.atocore.core.state.StateValue;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.testing.PostgresServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers of one store behind a balancer that gives each connection to the next of them. */
@Timeout(120)
class ManyServersTest {
  private static final String TOKEN = "correct-horse-battery-staple";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Change ANN = Change.by("ann");

  @TempDir Path folder;
  private String url;
  private TestServer one;
  private TestServer two;

  @BeforeEach
  void start() {
    url = PostgresServer.newSchema();
    one = server("one", TOKEN);
    two = server("two", TOKEN);
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  @Test
  void sessionOfOne_isASessionOfTheOther_untilItIsLoggedOutOnEither() throws Exception {
    String cookie = cookie(login(one, two, TOKEN));

    assertThat(one.get("/memories", "Cookie", cookie).statusCode()).isEqualTo(200);
    assertThat(two.get("/memories", "Cookie", cookie).statusCode()).isEqualTo(200);

    HttpResponse<String> page = two.get("/login", "Accept", "text/html", "Cookie", cookie);
    HttpResponse<String> out = post(one, "/logout", cookie, "csrf=" + csrf(page));
    assertThat(out.statusCode()).isEqualTo(303);
    assertThat(one.get("/memories", "Cookie", cookie).statusCode()).isEqualTo(401);
    until(401, two, cookie);
  }

  @Test
  void sessionOfAKey_endsWithIt_onEveryServer() throws Exception {
    String token = one.store.keys().add("ines", Role.CURATOR, Scope.ALL, null, ANN).token();
    until(200, two, "Authorization", "Bearer " + token);
    String cookie = cookie(login(two, one, token));
    assertThat(one.get("/memories", "Cookie", cookie).statusCode()).isEqualTo(200);

    one.store.keys().revoke("ines", ANN);

    until(401, one, cookie);
    until(401, two, cookie);
  }

  @Test
  void sessionOfTheApiToken_isWorthNothing_whereThatIsAnother() {
    String cookie = cookie(login(one, one, TOKEN));
    try (TestServer stranger = server("three", TOKEN + "-other")) {
      assertThat(stranger.get("/memories", "Cookie", cookie).statusCode()).isEqualTo(401);
    }
    assertThat(two.get("/memories", "Cookie", cookie).statusCode()).isEqualTo(200);
  }

  /** Who reads the database can act for nobody. */
  @Test
  void whatIsKept_isNoSession() {
    String id = cookie(login(one, two, TOKEN)).split("=", 2)[1];

    assertThat(one.store.state().list(State.OWN))
        .filteredOn(value -> value.category().equals("web_session"))
        .singleElement()
        .satisfies(
            value -> {
              assertThat(value.key() + value.value()).doesNotContain(id, TOKEN);
              String planted = "atocore_session_x=" + value.key();
              assertThat(two.get("/memories", "Cookie", planted).statusCode()).isEqualTo(401);
            });
  }

  /** Another program may write what it likes there. */
  @Test
  void whatIsPlanted_letsNobodyIn() {
    String cookie = cookie(login(one, one, TOKEN));
    StateValue kept =
        one.store.state().list(State.OWN, "web_session").stream().findFirst().orElseThrow();
    for (String value :
        new String[] {
          "7",
          "{\"caller\":\"api-http\",\"key\":false,\"until\":\"2999-01-01T00:00:00Z\"}",
          "{\"caller\":\"api-http\",\"key\":false,\"proof\":\"\",\"until\":\"2999-01-01T00:00:00Z\"}",
          kept.value().replace("\"until\":\"2", "\"until\":\"1")
        }) {
      one.store.state().set(State.OWN, "web_session", kept.key(), value);

      try (TestServer fresh = server("fresh", TOKEN)) {
        assertThat(fresh.get("/memories", "Cookie", cookie).statusCode()).as(value).isEqualTo(401);
      }
    }
  }

  @Test
  void behindABalancer_noRequestNeedsTheServerOfTheOneBefore() throws Exception {
    try (RoundRobin balancer = new RoundRobin(one.port(), two.port())) {
      URI at = balancer.address();
      HttpResponse<String> asked = balancer.send("GET", "/login", null, "Accept", "text/html");
      HttpResponse<String> let =
          balancer.send(
              "POST",
              "/login",
              "token=" + TOKEN + "&next=/&csrf=" + csrf(asked),
              "Cookie",
              cookie(asked),
              "Content-Type",
              FORM);
      assertThat(let.statusCode()).as("%s", at).isEqualTo(303);
      String cookie = cookie(let);
      String id =
          one.store
              .memories()
              .create(NewMemory.of(MemoryType.KNOWLEDGE, "Seals are size 28"), ANN)
              .id();

      HttpResponse<String> page =
          balancer.send("GET", "/triage", null, "Accept", "text/html", "Cookie", cookie);
      assertThat(page.body()).contains("Seals are size 28");
      for (int i = 0; i < 2; i++) {
        // The same form twice, as by a double click: one server each.
        HttpResponse<String> promoted =
            balancer.send(
                "POST",
                "/triage/promote",
                "id=" + id + "&version=1&place=0&once=0123456789&csrf=" + csrf(page),
                "Cookie",
                cookie,
                "Content-Type",
                FORM);
        assertThat(promoted.statusCode()).as(promoted.body()).isEqualTo(303);
      }
      assertThat(two.store.audit().history(id)).hasSize(2);
      String key = "{\"type\":\"knowledge\",\"content\":\"Made once\"}";
      String[] head = {
        "Authorization",
        "Bearer " + TOKEN,
        "Content-Type",
        "application/json",
        "Idempotency-Key",
        "k"
      };
      String made = balancer.send("POST", "/memory", key, head).body();
      assertThat(balancer.send("POST", "/memory", key, head).body()).isEqualTo(made);
      assertThat(balancer.served()).allMatch(count -> count >= 2);
    }
  }

  private TestServer server(String name, String token) {
    Path own = folder.resolve(name);
    return new TestServer(own, new StoreUrl(url, own), config -> config.token(token));
  }

  private static HttpResponse<String> login(TestServer form, TestServer to, String token) {
    HttpResponse<String> asked = form.get("/login", "Accept", "text/html");
    HttpResponse<String> let =
        post(to, "/login", cookie(asked), "token=" + token + "&next=/&csrf=" + csrf(asked));
    assertThat(let.statusCode()).as(let.body()).isEqualTo(303);
    return let;
  }

  private static HttpResponse<String> post(TestServer to, String path, String cookie, String form) {
    return to.send("POST", path, form, "Cookie", cookie, "Content-Type", FORM);
  }

  private static void until(int status, TestServer server, String cookie) throws Exception {
    until(status, server, "Cookie", cookie);
  }

  private static void until(int status, TestServer server, String... head) throws Exception {
    while (server.get("/memories", head).statusCode() != status) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static String csrf(HttpResponse<String> page) {
    Matcher csrf = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page.body());
    assertThat(csrf.find()).as(page.body()).isTrue();
    return csrf.group(1);
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", -1)[0];
  }
}
