package dev.atocore.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of a store that has keys, answers and findings, as its operator sees them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, unit = SECONDS)
class FilledPagesInBrowserTest {
  /** How wide the widest word of an element is, alone in a line. */
  private static final String WIDEST_WORD =
      """
      element => {
        const copy = element.cloneNode(true);
        element.parentNode.appendChild(copy);
        const pieces = copy.innerText.trim().split(/\\s+/);
        let widest = 0;
        for (const piece of pieces) {
          copy.innerHTML = '<span></span>';
          copy.firstChild.textContent = piece;
          copy.firstChild.style.whiteSpace = 'nowrap';
          widest = Math.max(widest, copy.firstChild.getBoundingClientRect().width);
        }
        copy.remove();
        return widest;
      }
      """;

  private static final Change ANN = Change.by("ann");

  @RegisterExtension static final Browser browser = new Browser();
  @TempDir static Path folder;
  private TestServer server;
  private Memory memory;
  private String token;

  @BeforeAll
  void setUp() throws Exception {
    server = new TestServer(folder);
    memory = SampleStore.fill(server, List.of("The pumps run at night", "Ines has the key"));
    token = key("root", Role.OPERATOR, Scope.ALL);
    String bot = key("bot", Role.PROPOSER, new Scope(Set.of("garden", "shed"), null));
    key("nurse <b>", Role.READER, new Scope(Set.of(), "bob"));
    key("gone", Role.CURATOR, Scope.ALL);
    server.store.keys().rotate("bot", null, ANN);
    server.store.keys().revoke("gone", ANN);
    String[] root = {"Authorization", "Bearer " + token};
    while (server.get("/memory", root).statusCode() != 200
        || server.get("/memory", "Authorization", "Bearer " + bot).statusCode() != 401) {
      Thread.onSpinWait();
    }
    server.get("/memory?q=pumps", root);
    server.get("/memory/" + memory.id(), root);
    while (!server.get("/recall", root).body().contains(memory.id())) {
      Thread.onSpinWait();
    }
  }

  @AfterAll
  void tearDown() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void keysAndAnswers_haveNoSeriousAccessibilityFault(ColorScheme scheme) {
    for (int width : new int[] {Browser.PHONE, Browser.DESKTOP}) {
      Page window = loggedIn(width, scheme);
      for (String path : List.of("/keys", "/recalls", "/integrity", "/audit")) {
        Browser.open(window, path);
        assertThat(window.evaluate("document.documentElement.scrollWidth - innerWidth"))
            .as("%s scrolls sideways at %d", path, width)
            .isEqualTo(0);
        assertThat(Browser.faults(window)).as(path).isEmpty();
      }
    }
    browser.complaints();
  }

  @Test
  void keys_areListedWithWhatTheyAre() {
    Page window = loggedIn(Browser.DESKTOP, ColorScheme.LIGHT);
    Browser.open(window, "/keys");

    assertThat(window.locator("main tbody tr").count()).isEqualTo(4);
    assertThat(window.locator("main").innerText())
        .contains("root", "bot", "garden", "shed", "nurse <b>", "bob", "gone", "revoked");
    assertThat(window.locator("main form").count()).isEqualTo(3);
  }

  @Test
  void finding_showsTheRowAsATable() {
    Page window = loggedIn(Browser.DESKTOP, ColorScheme.LIGHT);
    Browser.open(window, "/integrity");

    Locator row = window.locator(".finding dl.details table").first();
    row.scrollIntoViewIfNeeded();
    assertThat(row.isVisible()).isTrue();
    assertThat(row.locator("th").count()).isGreaterThan(1);
    assertThat(window.locator("main").innerText()).doesNotContain("{id=", "={");
  }

  /** No word of ours is broken, however wide its neighbours are. */
  @Test
  void tables_keepShortWordsInOneLine() {
    Page window = loggedIn(Browser.DESKTOP, ColorScheme.LIGHT);
    for (String path : List.of("/keys", "/recalls")) {
      Browser.open(window, path);
      for (Locator word : window.locator("table thead th, table .word").all()) {
        assertThat(word.boundingBox().width)
            .as(path + ": " + word.innerText())
            .isGreaterThanOrEqualTo(((Number) word.evaluate(WIDEST_WORD)).doubleValue());
      }
    }
  }

  /** What lies in one column: every card begins and ends where those of other pages do. */
  @Test
  void cards_haveTheSameMarginsOnEveryPage() {
    Page window = loggedIn(Browser.DESKTOP, ColorScheme.LIGHT);
    Browser.open(window, "/keys");
    BoundingBox first = window.locator("main > .card").first().boundingBox();
    for (String path : List.of("/audit", "/recalls", "/integrity", "/alerts")) {
      Browser.open(window, path);
      for (Locator card : window.locator("main > .card").all()) {
        BoundingBox box = card.boundingBox();
        assertThat(List.of(box.x, box.width)).as(path).isEqualTo(List.of(first.x, first.width));
      }
    }
    Browser.open(window, "/audit");
    double text = window.locator("main .entries li").first().boundingBox().x;
    Browser.open(window, "/keys");
    assertThat(window.locator("main .card table").first().boundingBox().x).isEqualTo(text);
  }

  private String key(String name, Role role, Scope scope) {
    return server.store.keys().add(name, role, scope, null, ANN).token();
  }

  private Page loggedIn(int width, ColorScheme scheme) {
    Page window = browser.window(server, width, scheme);
    window.navigate("/audit");
    window.locator("input[name=token]").fill(token);
    window.locator("button[type=submit]").click();
    Browser.shown(window, "main .entries");
    // The page that asks for the key is answered with 401, of which a browser complains.
    browser.complaints();
    return window;
  }
}
