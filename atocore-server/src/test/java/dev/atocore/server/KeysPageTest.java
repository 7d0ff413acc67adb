package dev.atocore.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.record.KeyEvent;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.key.NewKey;
import dev.atocore.core.model.Change;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of the keys: who sees it, what it shows, and that it ends a key. */
@Timeout(value = 60, unit = SECONDS)
class KeysPageTest {
  private static final String HOSTILE = "<b>a/b</b> & \"c\"";

  @TempDir Path folder;
  private TestServer server;
  private NewKey root;
  private NewKey bot;

  @BeforeEach
  void start() {
    server = new TestServer(folder);
    root = key("root", Role.OPERATOR);
    bot = key("bot", Role.PROPOSER, "atlas");
    until(401);
    until(200, bearer(bot));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void list_showsWhatKeysAre_neverATokenOrItsHash() {
    key(HOSTILE, Role.READER);

    String page = server.get("/keys", bearer(root)).body();

    assertThat(page)
        .contains("bot", "proposer", "project atlas", "living", "by ann", "/keys/bot/revoke")
        .contains("&lt;b>a/b&lt;/b> &amp;", "href=\"/keys\"")
        .doesNotContain("<b>a", bot.token(), root.token());
    for (KeyEvent event : server.store.keys().ring().events()) {
      assertThat(page).doesNotContain(HexFormat.of().formatHex(event.tokenHash().shared()));
    }
  }

  @Test
  void revoke_endsTheKey_byTheCaller() {
    HttpResponse<String> answer = revoke("bot", "bot");

    assertThat(answer.statusCode()).isEqualTo(303);
    until(401, bearer(bot));
    KeyEvent end = last();
    assertThat(List.of(end.name(), end.kind().word(), end.actor()))
        .containsExactly("bot", "revoked", "root");
    String page = server.get(to(answer), bearer(root)).body();
    assertThat(page).contains("The key is revoked", "by root").doesNotContain("/keys/bot/revoke");
    assertThat(revoke("bot", "bot").statusCode()).isEqualTo(404);
  }

  @Test
  void revoke_ofANameThatIsNoPartOfAPath() {
    key(HOSTILE, Role.READER);
    assertThat(server.get("/keys", bearer(root)).body()).contains("action=\"/keys/-/revoke\"");

    assertThat(revoke("-", HOSTILE).statusCode()).isEqualTo(303);

    assertThat(last().name()).isEqualTo(HOSTILE);
    assertThat(last().kind()).isEqualTo(KeyEvent.Kind.REVOKED);
  }

  @Test
  void others_areRefused_andOfferedNothing() {
    NewKey curator = key("anna", Role.CURATOR);
    NewKey bound = key("chief", Role.OPERATOR, "atlas");
    until(200, bearer(bound));

    assertThat(server.get("/keys", bearer(curator)).statusCode()).isEqualTo(403);
    assertThat(server.get("/keys", bearer(bound)).statusCode()).isEqualTo(403);
    assertThat(post("/keys/bot/revoke", "x=1", root).statusCode()).isEqualTo(403);
    assertThat(last().kind()).as("nothing was done without the form").isEqualTo(KeyEvent.Kind.MADE);
    String ofCurator = server.get("/integrity", bearer(curator)).body();
    assertThat(ofCurator)
        .contains("href=\"/triage\"", "href=\"/recalls\"")
        .doesNotContain("href=\"/keys\"", "href=\"/alerts\"", "/integrity/run");
    assertThat(server.get("/integrity", bearer(bound)).body())
        .contains("/integrity/run")
        .doesNotContain("href=\"/keys\"", "href=\"/alerts\"");
    assertThat(server.get("/", bearer(bot)).body())
        .doesNotContain("<a href=\"/triage\" aria", "<a href=\"/recalls\"");
  }

  /** What the button of the page sends. */
  private HttpResponse<String> revoke(String inPath, String name) {
    HttpResponse<String> page = server.get("/keys", bearer(root));
    Matcher csrf = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page.body());
    assertThat(csrf.find()).isTrue();
    String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    return post(
        "/keys/" + inPath + "/revoke",
        "csrf=" + csrf.group(1) + "&name=" + URLEncoder.encode(name, UTF_8),
        root,
        "Cookie",
        cookie);
  }

  private HttpResponse<String> post(String path, String form, NewKey key, String... more) {
    String[] headers = new String[4 + more.length];
    System.arraycopy(bearer(key), 0, headers, 0, 2);
    headers[2] = "Content-Type";
    headers[3] = "application/x-www-form-urlencoded";
    System.arraycopy(more, 0, headers, 4, more.length);
    return server.send("POST", path, form, headers);
  }

  private static String to(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private KeyEvent last() {
    List<KeyEvent> events = server.store.keys().ring().events();
    return events.get(events.size() - 1);
  }

  private NewKey key(String name, Role role, String... projects) {
    return server
        .store
        .keys()
        .add(name, role, new Scope(Set.of(projects), null), null, Change.by("ann"));
  }

  /** Asks until the server knows better, which the timeout bounds. */
  private void until(int status, String... headers) {
    while (server.get("/memory", headers).statusCode() != status) {
      Thread.onSpinWait();
    }
  }

  private static String[] bearer(NewKey key) {
    return new String[] {"Authorization", "Bearer " + key.token()};
  }
}
