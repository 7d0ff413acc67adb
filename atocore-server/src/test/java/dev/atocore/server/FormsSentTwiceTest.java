package dev.atocore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A double click, or a form that is sent anew, does what it did and nothing more. */
class FormsSentTwiceTest {
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
  void decision_sentTwice_isMadeOnce_andLeadsWhereItLed() {
    Memory memory = create("Tea at five", MemoryStatus.CANDIDATE);
    Page page = load("/triage");
    String fields = of(memory) + "&place=1&content=Tea+at+six";

    HttpResponse<String> first = page.send("/triage/edit", fields);
    HttpResponse<String> second = page.send("/triage/edit", fields);

    assertThat(to(first)).contains("said=edited");
    assertThat(to(second)).isEqualTo(to(first));
    assertThat(server.store.memories().get(memory.id()).version()).isEqualTo(2);
  }

  @Test
  void doubleClick_atTheSameTime_leadsTwiceToTheSamePlace() throws Exception {
    Memory memory = create("Tea at five", MemoryStatus.CANDIDATE);
    Page page = load("/triage");
    Callable<String> click = () -> to(page.send("/triage/promote", of(memory) + "&place=1"));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<String> led = new ArrayList<>();
      for (Future<String> one : threads.invokeAll(List.of(click, click, click, click))) {
        led.add(one.get());
      }
      assertThat(led).allMatch(to -> to.contains("said=promoted")).containsOnly(led.get(0));
    } finally {
      threads.shutdownNow();
    }
    assertThat(server.store.audit().history(memory.id())).hasSize(2);
  }

  /** Nothing in this form keeps it from being done again but that it was. */
  @Test
  void run_sentTwice_runsOnce() {
    Page page = load("/integrity");

    page.send("/integrity/run", "");
    String ran = startedAt();
    page.send("/integrity/run", "");
    assertThat(startedAt()).isEqualTo(ran);

    load("/integrity").send("/integrity/run", "");
    assertThat(startedAt()).isNotEqualTo(ran);
  }

  @Test
  void otherForms_ofTheSamePage_areDone() {
    Memory one = create("Tea at five", MemoryStatus.CANDIDATE);
    Memory two = create("Tea at nine", MemoryStatus.CANDIDATE);
    Page page = load("/triage");

    page.send("/triage/promote", of(one) + "&place=1");
    page.send("/triage/promote", of(two) + "&place=1");

    assertThat(server.store.memories().get(two.id()).status()).isEqualTo("active");
  }

  @Test
  void everyForm_ofEveryPage_namesItsRendering() {
    Memory memory = create("Tea at five", MemoryStatus.ACTIVE);
    create("Tea at nine", MemoryStatus.CANDIDATE);
    server.store.memories().reinforce(memory.id(), 0.1, Change.by("ann"));
    load("/integrity").send("/integrity/run", "");
    int forms = 0;
    for (String path :
        List.of("/triage", "/triage?queue=reviews", "/integrity", "/memories/" + memory.id())) {
      String html = server.get(path).body();
      Matcher form = Pattern.compile("(?s)<form[^>]*method=\"post\".*?</form>").matcher(html);
      while (form.find()) {
        assertThat(form.group()).contains("name=\"csrf\"", "name=\"once\"");
        forms++;
      }
    }
    assertThat(forms).isGreaterThan(3);
  }

  private String startedAt() {
    return TestServer.json(server.get("/admin/integrity")).get("started_at").asText();
  }

  private Memory create(String content, MemoryStatus status) {
    return server
        .store
        .memories()
        .create(NewMemory.of(MemoryType.KNOWLEDGE, content).status(status), Change.by("ann"));
  }

  private static String of(Memory memory) {
    return "&id=" + memory.id() + "&version=" + memory.version();
  }

  private static String to(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private Page load(String path) {
    HttpResponse<String> page = server.get(path);
    return new Page(
        field(page.body(), "csrf"),
        field(page.body(), "once"),
        page.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", ""));
  }

  private static String field(String html, String name) {
    Matcher field = Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(html);
    assertThat(field.find()).as(name).isTrue();
    return field.group(1);
  }

  /** A page as a browser has it. */
  private final class Page {
    private final String hidden;
    private final String cookie;

    Page(String csrf, String once, String cookie) {
      this.hidden = "csrf=" + csrf + "&once=" + once;
      this.cookie = cookie;
    }

    HttpResponse<String> send(String path, String fields) {
      return server.send(
          "POST",
          path,
          hidden + fields,
          "Cookie",
          cookie,
          "Content-Type",
          "application/x-www-form-urlencoded");
    }
  }
}
