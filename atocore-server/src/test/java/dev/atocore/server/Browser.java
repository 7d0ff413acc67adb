package dev.atocore.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.atocore.testing.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Chromium for the tests of a class, and what it has to say of the pages that it shows. Each
 * test has windows of its own, which are closed before what the test itself clears away: a page
 * that is still loading as its server closes is no other test's concern.
 */
final class Browser implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {
  static final int PHONE = 390;
  static final int DESKTOP = 1280;

  /** How many times slower than it is the browser's processor pretends to be. */
  private static final int SLOWDOWN = Integer.getInteger("atocore.test.browserSlowdown", 1);

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final List<String> complaints = new ArrayList<>();
  private @Nullable Playwright playwright;
  private com.microsoft.playwright.@Nullable Browser chromium;

  @Override
  public void beforeAll(ExtensionContext context) {
    Machine.needs(Files.isExecutable(CHROMIUM), "Debian's chromium at " + CHROMIUM);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setHeadless(true)
                    .setArgs(FLAGS));
  }

  /** A window of that width, whose every complaint is kept. */
  Page window(TestServer server, int width, ColorScheme scheme) {
    return page(server, options(width).setColorScheme(scheme));
  }

  Page window(TestServer server) {
    return window(server, DESKTOP, ColorScheme.LIGHT);
  }

  /** A window of someone who allows no scripts. */
  Page windowWithoutScripts(TestServer server) {
    return page(server, options(DESKTOP).setJavaScriptEnabled(false));
  }

  /** Console errors, exceptions, dialogs and requests to other hosts, since the last call. */
  List<String> complaints() {
    List<String> all = List.copyOf(complaints);
    complaints.clear();
    return all;
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    List.copyOf(requireNonNull(chromium).contexts()).forEach(BrowserContext::close);
    complaints.clear();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (chromium != null) {
      chromium.close();
    }
    if (playwright != null) {
      playwright.close();
    }
  }

  /** Opens a page that must be there. */
  static void open(Page window, String path) {
    assertThat(window.navigate(path).status()).as(path).isEqualTo(200);
  }

  /** What axe finds wrong with the page for those who cannot see it well, all of it unfolded. */
  static List<?> faults(Page window) {
    window.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
    try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
      window.evaluate(new String(requireNonNull(axe, "axe-core is missing").readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (List<?>)
        window.evaluate(
            """
            async () => (await axe.run(document, {resultTypes: ['violations']})).violations
              .filter(v => v.impact === 'serious' || v.impact === 'critical')
              .flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 200) + ' ' + n.failureSummary))
            """);
  }

  /**
   * Waits for that and the rest of its page: what is seen may stand in a page that is still being
   * read, and the page before may hold whatever is not waited for.
   */
  static void shown(Page window, String selector) {
    window.locator(selector).first().waitFor();
    window.waitForLoadState();
  }

  private static com.microsoft.playwright.Browser.NewContextOptions options(int width) {
    return new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(width, 900);
  }

  private Page page(TestServer server, com.microsoft.playwright.Browser.NewContextOptions options) {
    String own = server.server.address().toString();
    BrowserContext context = requireNonNull(chromium).newContext(options.setBaseURL(own));
    context.setDefaultTimeout(20_000);
    Page page = context.newPage();
    if (SLOWDOWN > 1) {
      JsonObject rate = new JsonObject();
      rate.addProperty("rate", SLOWDOWN);
      context.newCDPSession(page).send("Emulation.setCPUThrottlingRate", rate);
    }
    page.onConsoleMessage(this::heard);
    page.onPageError(error -> complaints.add("exception: " + error));
    page.onDialog(
        dialog -> {
          complaints.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onRequest(
        request -> {
          if (!request.url().startsWith(own)) {
            complaints.add("foreign request: " + request.url());
          }
        });
    return page;
  }

  private void heard(ConsoleMessage message) {
    if (message.type().equals("error") || message.type().equals("warning")) {
      complaints.add("console: " + message.text() + " at " + message.location());
    }
  }
}
