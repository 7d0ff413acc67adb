package dev.atocore.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.atocore.core.model.Memory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stored texts hold, a browser shows them and does nothing else with them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTextInBrowserTest {
  private static final List<String> CORPUS =
      List.of(
          "<script>window.hacked=1</script>",
          "\"><img src=x onerror=window.hacked=1>",
          "' onmouseover='window.hacked=1' x='",
          "\" autofocus onfocus=window.hacked=1 x=\"",
          "</textarea><svg onload=window.hacked=1>",
          "</title></style><script>window.hacked=1</script>",
          "javascript:window.hacked=1",
          "<a href=javascript:window.hacked=1>here</a>",
          "<div hx-get=/hacked hx-trigger=load hx-on:load=window.hacked=1>x</div>",
          "<iframe srcdoc='<script>top.hacked=1</script>'></iframe>",
          "--><!-- <base href=//evil.example> <meta http-equiv=refresh"
              + " content=0;url=//evil.example>",
          "<style>@import '//evil.example'</style><link rel=stylesheet href=//evil.example>",
          "${7*7} {{7*7}} @if(true) !{var x = 1;} %3Cscript%3E &lt;b&gt; \u202e\u2066"
              + " \ud83d\ude80");

  /** Elements and attributes that no page of ours has. */
  private static final String INTRUDERS =
      "img, iframe, object, embed, base, style, video, audio, main script, meta[http-equiv],"
          + " [onerror], [onload], [onfocus], [onmouseover], [onclick], [style], [hx-on\\\\:load],"
          + " [hx-get='/hacked'], [autofocus], [href^='javascript'], [href^='//'], [src^='//']";

  @RegisterExtension static final Browser browser = new Browser();
  @TempDir static Path folder;
  private TestServer server;
  private Memory memory;

  @BeforeAll
  void setUp() throws Exception {
    server = new TestServer(folder);
    memory = SampleStore.fill(server, CORPUS);
  }

  @AfterAll
  void tearDown() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void storedText_isInertOnEveryPage() {
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/", "/memories", "/memories/" + memory.id(), "/audit", "/integrity", "/alerts"));
    Page window = browser.window(server);
    Browser.open(window, "/memories");
    for (Object link :
        (List<?>)
            window.evaluate(
                "[...document.querySelectorAll('.row-main')].map(a => a.getAttribute('href'))")) {
      paths.add(link.toString());
    }
    assertThat(paths).hasSizeGreaterThan(40);
    for (String path : paths) {
      inert(window, path);
    }
    for (int place = 0; place < 4 * CORPUS.size(); place += 2) {
      inert(window, "/triage?after=" + place);
    }
  }

  @Test
  void queryText_isInertToo() {
    Page window = browser.window(server);
    for (String text : CORPUS) {
      String query = URLEncoder.encode(text, StandardCharsets.UTF_8);
      for (String path :
          List.of(
              "/memories?q=" + query,
              "/memories?project=" + query,
              "/audit?actor=" + query + "&project=" + query,
              "/triage?project=" + query + "&said=" + query,
              "/triage?said=promoted&version=2&id=" + query)) {
        inert(window, path);
      }
      // Refused, in words that quote what was sent.
      window.navigate("/audit?since=" + query);
      nothingHappened(window, "/audit?since=");
      browser.complaints();
    }
  }

  @Test
  void storedText_isShownAsItStands() {
    Page window = browser.window(server);
    Browser.open(window, "/memories");
    String text = window.locator("main").innerText();
    assertThat(text)
        .contains("<script>window.hacked=1</script>")
        .contains("\"><img src=x onerror=window.hacked=1>")
        .contains("${7*7} {{7*7}}")
        .contains("&lt;b&gt;")
        .contains("\\u202e\\u2066 \ud83d\ude80")
        .doesNotContain("\u202e", "\u2066");
    assertThat(window.locator("main bdi").count()).isPositive();
  }

  private void inert(Page window, String path) {
    Browser.open(window, path);
    window.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
    nothingHappened(window, path);
    assertThat(browser.complaints()).as(path).isEmpty();
  }

  private static void nothingHappened(Page window, String path) {
    assertThat(window.evaluate("window.hacked === undefined")).as(path).isEqualTo(true);
    assertThat(
            (List<?>)
                window.evaluate(
                    "[...document.querySelectorAll(\"" + INTRUDERS + "\")].map(e => e.outerHTML)"))
        .as(path)
        .isEmpty();
  }
}
