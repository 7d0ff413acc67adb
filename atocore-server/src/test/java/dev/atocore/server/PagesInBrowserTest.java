package dev.atocore.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages as a person sees them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesInBrowserTest {
  @RegisterExtension static final Browser browser = new Browser();
  @TempDir static Path folder;
  private TestServer server;
  private Memory memory;

  @BeforeAll
  void setUp() throws Exception {
    server = new TestServer(folder);
    memory = SampleStore.fill(server, List.of("The pumps run at night", "Ines has the key"));
  }

  @AfterAll
  void tearDown() {
    if (server != null) {
      server.close();
    }
  }

  private List<String> paths() {
    return List.of(
        "/",
        "/memories",
        "/memories?q=pumps&status=active",
        "/memories/" + memory.id(),
        "/memories/" + memory.id() + "?version=1",
        "/audit",
        "/audit?action=updated&since=1h",
        "/integrity",
        "/alerts",
        "/alerts?severity=warning",
        "/keys",
        "/recalls",
        "/triage",
        "/triage?queue=reviews",
        "/triage?after=1000000");
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void pages_onPhoneAndDesktop(ColorScheme scheme) {
    for (int width : new int[] {Browser.PHONE, Browser.DESKTOP}) {
      Page window = browser.window(server, width, scheme);
      for (String path : paths()) {
        Browser.open(window, path);
        assertThat(browser.complaints()).as(path).isEmpty();
        assertThat(window.locator("h1").count()).as(path).isEqualTo(1);
        assertThat(window.evaluate("document.documentElement.scrollWidth - innerWidth"))
            .as("%s scrolls sideways at %d", path, width)
            .isEqualTo(0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void pages_haveNoSeriousAccessibilityFault(ColorScheme scheme) {
    Page window = browser.window(server, Browser.DESKTOP, scheme);
    for (String path : paths()) {
      Browser.open(window, path);
      assertThat(Browser.faults(window)).as(path).isEmpty();
    }
    browser.complaints();
  }

  @Test
  void plot_hasPixels() throws IOException {
    Page window = browser.window(server);
    Browser.open(window, "/");
    byte[] png = window.locator(".plot svg").screenshot();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    int created = 0x2a5bd7;
    int bars = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        bars += (image.getRGB(x, y) & 0xffffff) == created ? 1 : 0;
      }
    }
    assertThat(bars).isGreaterThan(100);
  }

  @Test
  void overview_tellsAllThatTheContractNames() {
    Page window = browser.window(server);
    Browser.open(window, "/");
    String text = window.locator("main").innerText();
    assertThat(text)
        .contains("Integrity", "Candidate queue", "Retrieval harness", "Changes a day, by action")
        .contains("critical", "warning", "info")
        .contains("dangling-source-chunk");
    assertThat(window.locator("#recent ~ table tbody tr").count()).isEqualTo(10);
  }

  @Test
  void memory_slidesBackInTime_andIsTakenBack() {
    Memory mine = changedOnce("Before the change.", "After the change.");
    Page window = browser.window(server);
    Browser.open(window, "/memories/" + mine.id());

    window.locator("input[type=range]").press("Home");
    window.locator("#past dd:has-text('Before the change.')").first().waitFor();
    assertThat(window.locator(".as-of output").innerText()).isEqualTo("1");

    window.locator("#version-1 summary").click();
    window.locator("#version-1 input[name=note]").fill("a mistake");
    window.locator("#version-1 button").click();
    window.locator("#version-3").waitFor();
    assertThat(server.store.memories().get(mine.id()).content()).isEqualTo("Before the change.");
    assertThat(server.store.audit().history(mine.id()).get(2).note()).isEqualTo("a mistake");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void audit_showsNewEntriesByItself() {
    Page window = browser.window(server);
    Browser.open(window, "/audit?actor=late");
    server
        .store
        .memories()
        .create(NewMemory.of(MemoryType.EPISODIC, "Just now."), Change.by("late"));
    window.locator(".entry:has-text('Just now.')").waitFor();
    server
        .store
        .memories()
        .create(NewMemory.of(MemoryType.EPISODIC, "And now."), Change.by("late"));
    window.locator(".entry:has-text('And now.')").waitFor();
    assertThat(window.locator(".entry").count()).isEqualTo(2);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void integrity_findingIsAcknowledgedAndThatIsTakenBack() {
    Page window = browser.window(server);
    Browser.open(window, "/integrity");
    var finding = window.locator("#dangling-source-chunk article.finding").first();
    finding.locator("summary").click();
    finding.locator("input[name=note]").fill("known");
    finding.locator("button").click();
    window.locator("text=Acknowledged by web: known.").waitFor();
    window.locator("button:has-text('Take that back')").click();
    window
        .locator("text=Acknowledged by web")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    Browser.shown(window, "#dangling-source-chunk details.ack");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void integrity_runsFromThePage() {
    Page window = browser.window(server);
    Browser.open(window, "/integrity");
    String before = window.locator(".banner time").getAttribute("datetime");
    window.locator("button:has-text('Run the checks now')").click();
    Browser.shown(window, ".banner time:not([datetime='" + before + "'])");
    assertThat(window.url()).endsWith("/integrity");
  }

  @Test
  void pages_withoutScripts() {
    Memory mine = changedOnce("Before without scripts.", "After without scripts.");
    Page window = browser.windowWithoutScripts(server);
    for (String path : paths()) {
      Browser.open(window, path);
      assertThat(window.locator("main h1").count()).as(path).isEqualTo(1);
    }
    Browser.open(window, "/memories/" + mine.id());
    window.locator("input[type=range]").press("Home");
    window.locator(".as-of button").click();
    Browser.shown(window, "#past:has-text('Before without scripts.')");
    window.locator("nav[aria-label=Pages] a:has-text('Audit')").click();
    Browser.shown(window, ".no-js");
  }

  @Test
  void styleSheets_nameNothingThatThePolicyRefuses() {
    for (String sheet : List.of("pico.css", "atocore.css")) {
      assertThat(server.get("/assets/" + sheet).body())
          .as(sheet)
          .contains("--pico-")
          .doesNotContain("data:", "url(\"http", "url(http", "@import");
    }
  }

  @Test
  void page_thatIsNotThere_saysSoInWords() {
    Page window = browser.window(server);
    assertThat(window.navigate("/memories/nothing").status()).isEqualTo(404);
    assertThat(window.locator("main").innerText()).contains("Not Found", "no memory");
    browser.complaints();
  }

  private Memory changedOnce(String before, String after) {
    Memory made =
        server
            .store
            .memories()
            .create(NewMemory.of(MemoryType.EPISODIC, before), Change.by("someone"));
    return server
        .store
        .memories()
        .update(made.id(), MemoryPatch.none().content(after), Change.by("someone"))
        .memory();
  }
}
