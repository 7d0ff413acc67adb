package dev.atocore.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The candidate queue in a browser, by keys and without scripts. */
class TriageInBrowserTest {
  private static final Change SOMEONE = Change.by("someone");

  @RegisterExtension static final Browser browser = new Browser();
  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void setUp() {
    server = new TestServer(folder);
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  @Test
  void keys_decideOneAfterTheOther() {
    Memory first = candidate("First of all.");
    Memory second = candidate("Second to none.");
    Memory third = candidate("Third time lucky.");
    Page window = browser.window(server);
    Browser.open(window, "/triage");

    press(window, "p", "Second to none.");
    assertThat(status(first)).isEqualTo("active");
    press(window, "u", "First of all.");
    assertThat(status(first)).isEqualTo("candidate");
    press(window, "s", "Second to none.");
    press(window, "r", "Third time lucky.");
    assertThat(status(second)).isEqualTo("invalid");

    window.keyboard().press("e");
    window.locator("textarea:focus").waitFor();
    window.keyboard().type(" pr");
    window.keyboard().press("Escape");
    assertThat(window.locator("details.edit").getAttribute("open")).isNull();
    window.keyboard().press("e");
    window.locator("textarea").fill("Third time\nunlucky.");
    window.locator("details.edit button").click();
    Browser.shown(window, ".said ins:has-text('unlucky')");
    assertThat(server.store.memories().get(third.id()).content()).isEqualTo("Third time\nunlucky.");
    window.keyboard().press("p");
    window.locator("text=That was the last one.").waitFor();

    assertThat(server.store.audit().history(first.id()))
        .extracting(AuditEntry::action)
        .containsExactly("created", "promoted", "reverted");
    assertThat(server.store.audit().history(third.id()))
        .extracting(AuditEntry::actor)
        .containsExactly("someone", "human-triage", "human-triage");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void key_asSoonAsTheCandidateIsThere_counts() {
    Memory first = candidate("First of all.");
    Memory second = candidate("Second to none.");
    Page window = browser.window(server);
    // The quickest of users: the key is down before the browser has read the rest of the page.
    window.addInitScript(
        """
        new MutationObserver((changes, observer) => {
          if (!location.search.includes("said") && document.querySelector("[data-key=p]")) {
            observer.disconnect();
            document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "p", bubbles: true}));
          }
        }).observe(document, {childList: true, subtree: true});
        """);
    window.navigate("/triage");

    window.locator(".said:has-text('Promoted.')").waitFor();
    assertThat(status(first)).isEqualTo("active");
    assertThat(status(second)).isEqualTo("candidate");
  }

  @Test
  void key_twiceInARow_decidesOnce() {
    Memory first = candidate("First of all.");
    Memory second = candidate("Second to none.");
    Page window = browser.window(server);
    Browser.open(window, "/triage");

    window.evaluate(
        "() => { const b = document.querySelector('[data-key=p]'); b.click(); b.click(); }");
    window.locator(".candidate:has-text('Second to none.')").waitFor();

    assertThat(status(first)).isEqualTo("active");
    assertThat(status(second)).isEqualTo("candidate");
    assertThat(server.store.audit().history(first.id())).hasSize(2);
  }

  @Test
  void edit_takesTheVeryNextKey() {
    Memory first = candidate("First of all.");
    Page window = browser.window(server);
    Browser.open(window, "/triage");

    // Both keys in one task, as of a queue of a browser that was busy: nothing runs in between.
    Object focused =
        window.evaluate(
            """
            () => {
              for (const key of ["e", "r"]) {
                document.activeElement.dispatchEvent(
                    new KeyboardEvent("keydown", {key: key, bubbles: true, cancelable: true}));
              }
              return document.activeElement.name;
            }
            """);

    assertThat(focused).isEqualTo("content");
    assertThat(window.locator("textarea[name=content]").isVisible()).isTrue();
    assertThat(window.locator(".said").count()).isZero();
    assertThat(status(first)).isEqualTo("candidate");
  }

  @Test
  void candidate_thatSomeoneChanged_isShownAnew() {
    Memory first = candidate("First of all.");
    Page window = browser.window(server);
    Browser.open(window, "/triage");
    server.store.memories().reinforce(first.id(), 0.25, SOMEONE);

    window.keyboard().press("p");

    Browser.shown(window, ".said:has-text('someone else changed it')");
    assertThat(window.locator(".candidate").innerText()).contains("confidence 0.75");
    assertThat(status(first)).isEqualTo("candidate");
  }

  @Test
  void candidate_withSourceAndNearDuplicates_withoutScripts() throws Exception {
    SampleStore.fill(server, List.of("The pumps run at night in greenhouse A"));
    Page window = browser.windowWithoutScripts(server);
    Browser.open(window, "/triage?type=preference");
    window.locator(".decide a").click();
    Browser.shown(window, ".source mark:has-text('pumps')");

    assertThat(window.locator(".source mark").allInnerTexts()).contains("pumps", "night");
    assertThat(window.locator(".near li").first().innerText()).contains("waits");
    window.locator("button:has-text('Promote')").click();
    Browser.shown(window, ".said:has-text('Promoted.')");
    window.locator("button:has-text('Undo')").click();
    Browser.shown(window, ".said:has-text('Undone')");
  }

  private static void press(Page window, String key, String next) {
    window.keyboard().press(key);
    Browser.shown(window, ".candidate:has-text('" + next + "')");
  }

  private Memory candidate(String content) {
    return server.store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, content), SOMEONE);
  }

  private String status(Memory memory) {
    return server.store.memories().get(memory.id()).status();
  }
}
