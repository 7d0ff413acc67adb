package dev.atocore.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Owner;
import dev.atocore.core.model.Validity;
import dev.atocore.core.text.Times;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The second queue of triage on its page. */
@Timeout(value = 60, unit = SECONDS)
class ReviewPageTest {
  private static final String PAGE = "/triage?queue=reviews";
  private static final Change ANN = Change.by("ann");

  @TempDir Path folder;
  private TestServer server;
  private String caller;
  private String reader;

  @BeforeEach
  void start() {
    server = new TestServer(folder);
    reader = bearer("rita", Role.READER);
    caller = bearer("carla", Role.CURATOR);
    await(401, "none");
    await(200, caller);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void page_listsWhatIsDue_theLongestWaitingFirst() {
    due("Water <b>at noon</b>.", -1);
    due("Feed the cat.", -5);
    due("Later.", 5);

    String page = get(PAGE).body();

    assertThat(page)
        .contains(
            "Water &lt;b&gt;at noon&lt;/b&gt;.", "<dt>review by</dt>", "value=\"90d\"", "user")
        .containsSubsequence("Feed the cat.", "Water ")
        .doesNotContain("Later.", "<b>at");
    for (String queue : List.of("/triage", PAGE)) {
      assertThat(get(queue).body().replaceAll("</?bdi>", ""))
          .contains("href=\"/triage\"", ">Candidates 0<", "href=\"" + PAGE + "\"", ">Reviews 2<");
    }
  }

  @Test
  void page_goesOnBehindTheLastShown() {
    for (int i = 0; i < 21; i++) {
      due("memory " + i + ".", i - 30);
    }
    String first = get(PAGE + "&type=knowledge").body();
    Matcher more = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"").matcher(first);
    assertThat(more.find()).isTrue();

    String second = get(more.group(1).replace("&amp;", "&")).body();

    assertThat(first).contains("memory 19.").doesNotContain("memory 20.");
    assertThat(second).contains("memory 20.").doesNotContain("memory 19.", "rel=\"next\"");
  }

  @Test
  void keep_setsTheNextReview_inTheCallersName() {
    Memory memory = due("Water at noon.", -1);

    HttpResponse<String> kept = post("/triage/review", memory, "review_by=30d");

    assertThat(kept.headers().firstValue("Location")).hasValue(PAGE + "&said=kept");
    assertThat(get(PAGE + "&said=kept").body()).contains("Kept.").doesNotContain("Water at noon.");
    assertThat(reviewBy(memory)).startsWith(inDays(30).substring(0, 10));
    List<AuditEntry> history = server.store.audit().history(memory.id());
    assertThat(history).extracting(AuditEntry::actor).containsExactly("ann", "carla");
    assertThat(history).extracting(AuditEntry::action).containsExactly("created", "updated");
  }

  @Test
  void keep_withoutATime_takesTheLibrarysOwn_andRefusesOneThatHasPassed() {
    Memory memory = due("Water at noon.", -1);

    assertThat(said(post("/triage/review", memory, "review_by=2020-01-01")))
        .isEqualTo("invalid_input");
    assertThat(get(PAGE + "&said=invalid_input").body()).contains("must be one to come");
    assertThat(said(post("/triage/review", memory, "review_by="))).isEqualTo("kept");

    assertThat(reviewBy(memory)).startsWith(inDays(90).substring(0, 10));
  }

  @Test
  void invalidate_withdrawsIt_andSaysWhy() {
    Memory memory = due("Water at noon.", -1);

    HttpResponse<String> done =
        post("/triage/invalidate", memory, "queue=reviews&type=knowledge&note=rains+now");

    assertThat(done.headers().firstValue("Location"))
        .hasValue(PAGE + "&type=knowledge&said=decided");
    assertThat(get(PAGE).body()).doesNotContain("Water at noon.");
    assertThat(server.store.memories().get(memory.id()).status()).isEqualTo("invalid");
    AuditEntry last = server.store.audit().history(memory.id()).get(1);
    assertThat(last.actor()).isEqualTo("carla");
    assertThat(last.note()).isEqualTo("rains now");
  }

  @Test
  void whatSomeoneElseChanged_isRefused() {
    Memory seen = due("Water at noon.", -1);
    server.store.memories().update(seen.id(), MemoryPatch.none().content("Water at dusk."), ANN);

    assertThat(said(post("/triage/review", seen, "review_by=30d"))).isEqualTo("conflict");
    assertThat(said(post("/triage/invalidate", seen, "queue=reviews"))).isEqualTo("conflict");

    assertThat(server.store.memories().get(seen.id()).version()).isEqualTo(2);
    assertThat(server.store.memories().countReviews(MemoryFilter.ALL)).isEqualTo(1);
  }

  @Test
  void reader_isRefused_andSoIsAFormFromElsewhere() {
    Memory memory = due("Water at noon.", -1);

    assertThat(send("/triage/review", memory, "", "csrf=wrong").statusCode()).isEqualTo(403);
    caller = reader;

    assertThat(get(PAGE).statusCode()).isEqualTo(403);
    assertThat(post("/triage/review", memory, "review_by=30d").statusCode()).isEqualTo(403);
    assertThat(server.store.memories().get(memory.id()).version()).isEqualTo(1);
  }

  private HttpResponse<String> get(String path) {
    return server.get(path, "Authorization", caller);
  }

  private HttpResponse<String> post(String path, Memory memory, String fields) {
    HttpResponse<String> login = get("/login");
    Matcher csrf = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(login.body());
    assertThat(csrf.find()).isTrue();
    String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    return send(path, memory, cookie, "csrf=" + csrf.group(1) + "&" + fields);
  }

  private HttpResponse<String> send(String path, Memory memory, String cookie, String fields) {
    return server.send(
        "POST",
        path,
        "id=" + memory.id() + "&version=" + memory.version() + "&" + fields,
        "Authorization",
        caller,
        "Cookie",
        cookie,
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  private static String said(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow().replaceAll(".*said=", "");
  }

  private String reviewBy(Memory memory) {
    return String.valueOf(server.store.memories().get(memory.id()).validity().reviewBy());
  }

  private String bearer(String name, Role role) {
    return "Bearer " + server.store.keys().add(name, role, Scope.ALL, null, ANN).token();
  }

  /** Asks until the server has seen the keys, which the timeout bounds. */
  private void await(int status, String bearer) {
    while (server.get("/memory", "Authorization", bearer).statusCode() != status) {
      Thread.onSpinWait();
    }
  }

  private Memory due(String content, int days) {
    return server
        .store
        .memories()
        .create(
            NewMemory.of(MemoryType.KNOWLEDGE, content)
                .status(MemoryStatus.ACTIVE)
                .owner(Owner.of("uma", null, null))
                .validity(Validity.of(null, null, inDays(days))),
            ANN);
  }

  private static String inDays(int days) {
    return Times.format(Instant.now().plus(Duration.ofDays(days)));
  }
}
