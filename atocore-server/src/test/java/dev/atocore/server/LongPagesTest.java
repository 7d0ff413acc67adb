package dev.atocore.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.testing.MemoryFolder;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages of what may be of any length: they come in parts, and the links join them. */
@Timeout(value = 120, unit = SECONDS)
class LongPagesTest {
  private static final Change ANN = Change.by("ann");

  @TempDir(factory = MemoryFolder.class)
  Path folder;

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
  void versions_arePages_andTheLinksGoToEachOnce() {
    String page = "/memories/" + changed(46).id();

    List<Integer> seen = new ArrayList<>();
    String last = page;
    for (String next = page; next != null; next = link(last, "next")) {
      last = next;
      List<Integer> shown = versions(next);
      assertThat(shown).hasSizeLessThanOrEqualTo(20);
      seen.addAll(shown);
    }
    assertThat(seen).isEqualTo(countingDown(47));

    List<Integer> back = new ArrayList<>();
    for (String newer = last; newer != null; newer = link(newer, "prev")) {
      back.addAll(0, versions(newer));
    }
    assertThat(back).startsWith(47).endsWith(1).containsAll(countingDown(47));
    assertThat(body(last)).contains(">Newest</a>");
    assertThat(body(page)).doesNotContain(">Newest</a>", ">Newer</a>");
  }

  @Test
  void olderPage_showsWhatItIsNow_andTakesItBackToWhatItWas() {
    Memory memory = changed(46);
    String page = body("/memories/" + memory.id() + "?before=6&version=3");

    assertThat(page)
        .contains("water 46", "Version 3:", "max=\"47\"", "Take it back to version 5")
        .doesNotContain("Take it back to version 6");
    assertThat(versions("/memories/" + memory.id() + "?before=6")).isEqualTo(countingDown(5));
  }

  @Test
  void shortHistory_hasNoLinks() {
    assertThat(body("/memories/" + changed(19).id()))
        .contains("id=\"version-1\"", "id=\"version-20\"")
        .doesNotContain("Further versions");
  }

  @Test
  void undeliveredAlerts_arePages() throws Exception {
    String url;
    try (ServerSocket socket = new ServerSocket(0)) {
      url = "http://127.0.0.1:" + socket.getLocalPort() + "/hook";
    }
    try (Alerts alerts =
        Alerts.builder()
            .logFile(folder.resolve("alerts.log"))
            .spool(folder.resolve("undelivered"))
            .timeout(Duration.ofSeconds(5))
            .webhook(url)
            .build()) {
      for (int i = 0; i < 43; i++) {
        alerts.emit(AlertRequest.of(Severity.WARNING, "alert " + i + ".", "m"));
      }
    }
    List<String> seen = new ArrayList<>();
    for (String next = "/alerts"; next != null; next = link(next, "next")) {
      String undelivered = body(next).replaceFirst("(?s)id=\"log\".*", "");
      List<String> shown = found(undelivered, "<strong>(alert \\d+\\.)</strong>");
      assertThat(shown).hasSizeLessThanOrEqualTo(20);
      assertThat(undelivered).contains("43 alerts in all");
      seen.addAll(shown);
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 43; i++) {
      all.add("alert " + i + ".");
    }
    assertThat(seen).isEqualTo(all);
  }

  private Memory changed(int times) {
    Memory memory =
        server.store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "water 0"), ANN);
    for (int i = 1; i <= times; i++) {
      server.store.memories().update(memory.id(), MemoryPatch.none().content("water " + i), ANN);
    }
    return memory;
  }

  private String body(String path) {
    return server.get(path).body();
  }

  private List<Integer> versions(String path) {
    return found(body(path), "id=\"version-(\\d+)\"").stream().map(Integer::valueOf).toList();
  }

  private @Nullable String link(String path, String rel) {
    List<String> links = found(body(path), "href=\"([^\"]+)\" rel=\"" + rel + "\"");
    return links.isEmpty() ? null : links.get(0).replace("&amp;", "&").replaceAll("#.*", "");
  }

  private static List<String> found(String text, String pattern) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static List<Integer> countingDown(int from) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 1; i <= from; i++) {
      numbers.add(i);
    }
    Collections.reverse(numbers);
    return numbers;
  }
}
