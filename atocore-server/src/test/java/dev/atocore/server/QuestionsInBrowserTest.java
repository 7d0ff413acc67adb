package dev.atocore.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.key.NewKey;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.EvidenceKind;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The questions about active memories in a browser: every answer is given, and whose it is. */
class QuestionsInBrowserTest {
  private static final Change SOMEONE = Change.by("someone");
  private static final String FACT = "We use Redis for the session cache.";

  @RegisterExtension static final Browser browser = new Browser();
  @TempDir Path folder;
  private TestServer server;
  private Path note;

  @BeforeEach
  void setUp() throws IOException {
    server = new TestServer(folder);
    note = Files.createDirectory(folder.resolve("notes")).resolve("a.md");
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  @Test
  void keep_answersForGood_underThePagesName() throws IOException {
    Memory memory = askedAbout();
    Page window = browser.window(server);
    Browser.open(window, "/triage");
    assertThat(window.locator("article:has-text('Redis')").innerText())
        .contains("The file of its source is gone", "a.md");

    window.locator("article:has-text('Redis') button:has-text('Keep')").click();
    Browser.shown(window, ".said:has-text('Done.')");

    assertThat(window.locator("#questions").count()).isZero();
    assertThat(questions()).isEmpty();
    assertThat(answers(memory)).containsExactly("human-triage");
    Memory after = server.store.memories().get(memory.id());
    assertThat(List.of(after.status(), after.version()))
        .containsExactly("active", memory.version());
    Browser.open(window, "/memories/" + memory.id());
    assertThat(window.locator("section:has(#evidence)").innerText())
        .contains("answered", "by human-triage");
    assertThat(server.get("/memory/" + memory.id() + "/evidence").body())
        .contains("\"answered_by\":\"human-triage\"");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void invalidate_withdraws_underThePagesName() throws IOException {
    Memory memory = askedAbout();
    Page window = browser.windowWithoutScripts(server);
    Browser.open(window, "/triage");

    window.locator("article:has-text('Redis') button:has-text('Invalidate')").click();
    Browser.shown(window, ".said:has-text('Done.')");

    assertThat(server.store.memories().get(memory.id()).status()).isEqualTo("invalid");
    assertThat(window.locator("#questions").count()).isZero();
    assertThat(last(memory)).extracting(AuditEntry::actor).isEqualTo("human-triage");
    assertThat(answers(memory)).as("withdrawn is not kept").containsOnlyNulls();
    Browser.open(window, "/memories/" + memory.id());
    assertThat(window.locator("main").innerText()).contains("invalidated", "human-triage");
  }

  @Test
  void invalidate_ofWhatSomeoneChanged_isNotDone() throws IOException {
    Memory memory = askedAbout();
    Page window = browser.window(server);
    Browser.open(window, "/triage");
    server.store.memories().reinforce(memory.id(), 0.25, SOMEONE);

    window.locator("article:has-text('Redis') button:has-text('Invalidate')").click();
    Browser.shown(window, ".said:has-text('someone else changed it')");

    assertThat(server.store.memories().get(memory.id()).status()).isEqualTo("active");
    assertThat(questions()).hasSize(1);
  }

  @Test
  void withKeys_theAnswerIsTheKeys_whateverTheRequestSays() throws IOException {
    Memory memory = askedAbout();
    NewKey anna = key("anna", Role.CURATOR);
    NewKey bot = key("bot", Role.READER);
    Page window = browser.window(server);
    window.context().setExtraHTTPHeaders(headers(bot));
    until(401);
    assertThat(window.navigate("/triage").status()).isEqualTo(403);
    window.context().setExtraHTTPHeaders(headers(anna));
    Browser.open(window, "/triage");

    window.locator("article:has-text('Redis') button:has-text('Keep')").click();
    Browser.shown(window, ".said:has-text('Done.')");

    assertThat(answers(memory)).containsExactly("anna");
    Browser.open(window, "/memories/" + memory.id());
    assertThat(window.locator("section:has(#evidence)").innerText()).contains("by anna");
  }

  /** An active memory whose source is gone. */
  private Memory askedAbout() throws IOException {
    Files.writeString(note, "# Cache\n\nDecision: " + FACT + "\n");
    server.store.sources().ingest(List.of(note.getParent()), null);
    List<String> chunks = new ArrayList<>();
    server.store.sources().chunks(0, null, null, chunk -> chunks.add(chunk.id()));
    Memory memory =
        server
            .store
            .memories()
            .create(
                NewMemory.of(MemoryType.PROJECT, FACT)
                    .status(MemoryStatus.ACTIVE)
                    .sourceChunk(chunks.get(0)),
                SOMEONE);
    Files.delete(note);
    server.store.sources().ingest(List.of(note.getParent()), null);
    assertThat(questions()).hasSize(1);
    return server.store.memories().get(memory.id());
  }

  private List<Question> questions() {
    return server.store.memories().questions(5);
  }

  private List<String> answers(Memory memory) {
    return server.store.memories().evidence(memory.id()).stream()
        .filter(evidence -> evidence.kind() == EvidenceKind.GONE)
        .map(Evidence::answeredBy)
        .toList();
  }

  private AuditEntry last(Memory memory) {
    List<AuditEntry> history = server.store.audit().history(memory.id());
    return history.get(history.size() - 1);
  }

  private NewKey key(String name, Role role) {
    return server.store.keys().add(name, role, new Scope(Set.of(), null), null, SOMEONE);
  }

  private static Map<String, String> headers(NewKey key) {
    return Map.of("Authorization", "Bearer " + key.token(), "X-Atocore-Actor", "mallory");
  }

  /** Asks until the server knows better, which the timeout bounds. */
  private void until(int status) {
    while (server.get("/memory").statusCode() != status) {
      Thread.onSpinWait();
    }
  }
}
