package dev.atocore.cli.command.triage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.cli.out.Ansi;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriageSessionTest {
  private static final Change SOMEONE = Change.by("someone");

  @TempDir Path folder;
  private MemoryStore store;
  private final ScriptedScreen screen = new ScriptedScreen();

  @BeforeEach
  void setUp() {
    store = MemoryStore.open(folder.resolve("store.db"));
  }

  @AfterEach
  void tearDown() {
    store.close();
  }

  @Test
  void keys_decideOldestFirst() throws IOException {
    Memory first = candidate("First of all.");
    Memory second = candidate("Second to none.");
    Memory third = candidate("Third time lucky.");

    Tally tally = review(screen.keys("pxsr"));

    assertThat(status(first)).isEqualTo("active");
    assertThat(status(second)).isEqualTo("candidate");
    assertThat(status(third)).isEqualTo("invalid");
    assertThat(tally.text(1)).isEqualTo("1 promoted, 1 rejected, 1 skipped, 1 still waiting");
    assertThat(lastEntry(first).actor()).isEqualTo("human-triage");
  }

  @Test
  void undo_revertsEachStepByAnEntryOfItsOwn() throws IOException {
    Memory first = candidate("First of all.");
    Memory second = candidate("Second to none.");

    review(screen.keys("psuu").keys("q"));

    assertThat(status(first)).isEqualTo("candidate");
    assertThat(status(second)).isEqualTo("candidate");
    assertThat(store.audit().history(first.id()))
        .extracting(AuditEntry::action)
        .containsExactly("created", "promoted", "reverted");
    assertThat(store.audit().history(second.id())).hasSize(1);
  }

  @Test
  void undo_ofNothing() throws IOException {
    candidate("First of all.");
    review(screen.keys("uq"));
    assertThat(screen.printed()).contains("nothing to undo");
  }

  @Test
  void undo_afterSomeoneElseWentOn_isToldAndChangesNothing() throws IOException {
    Memory first = candidate("First of all.");
    candidate("Second to none.");

    Tally tally =
        review(
            screen
                .keys("p")
                .key('u', () -> store.memories().reinforce(first.id(), 0.1, SOMEONE))
                .keys("q"));

    assertThat(screen.printed()).contains("Not undone: ");
    assertThat(lastEntry(first).action()).isEqualTo("reinforced");
    assertThat(tally.text(1)).isEqualTo("1 promoted, 1 conflicts, 1 still waiting");
  }

  @Test
  void edit_showsTheDifferenceAndSavesOnYes() throws IOException {
    Memory first = candidate("Water the tomatoes in the evening.");

    review(screen.willSave("Water the tomatoes at dawn.").keys("ey").keys("p"));

    assertThat(screen.printed()).contains("Water the tomatoes [-in the evening-]{+at dawn+}.");
    Memory now = store.memories().get(first.id());
    assertThat(now.content()).isEqualTo("Water the tomatoes at dawn.");
    assertThat(now.status()).isEqualTo("active");
  }

  @Test
  void edit_notSavedOnAnythingElse_norWhenEmpty() throws IOException {
    Memory first = candidate("First of all.");

    review(screen.willSave("Last of all.").keys("e\n").willSave("  ").keys("eyq"));

    assertThat(screen.printed()).contains("Not saved.").contains("content is empty");
    assertThat(store.audit().history(first.id())).hasSize(1);
  }

  @Test
  void promote_ofWhatSomeoneChanged_isToldAndShownAnew() throws IOException {
    Memory first = candidate("First of all.");

    review(
        screen
            .key(
                'p',
                () ->
                    store
                        .memories()
                        .update(first.id(), MemoryPatch.none().content("Not first."), SOMEONE))
            .keys("p"));

    assertThat(screen.printed()).contains("Not done: ").contains("  Not first.");
    assertThat(status(first)).isEqualTo("active");
  }

  @Test
  void reject_ofWhatSomeoneDecided_goesOnWithTheNext() throws IOException {
    Memory first = candidate("First of all.");
    Memory second = candidate("Second to none.");

    Tally tally =
        review(screen.key('r', () -> store.memories().promote(first.id(), SOMEONE)).keys("r"));

    assertThat(screen.printed()).contains("It is active now.");
    assertThat(status(first)).isEqualTo("active");
    assertThat(status(second)).isEqualTo("invalid");
    assertThat(tally.text(0)).isEqualTo("1 rejected, 1 conflicts, 0 still waiting");
  }

  @Test
  void promote_ofADuplicate_staysOnIt() throws IOException {
    store.memories().create(newMemory("The same.").status(MemoryStatus.ACTIVE), SOMEONE);
    Memory twin = candidate("The same.");

    review(screen.keys("pr"));

    assertThat(screen.printed()).contains("Near duplicates").contains("100 %  active");
    assertThat(status(twin)).isEqualTo("invalid");
  }

  @Test
  void session_goesOnWhereTheLastStopped_forEachUserAndFilter() throws IOException {
    candidate("First of all.");
    candidate("Second to none.");
    review(screen.keys("sq"));

    ScriptedScreen later = new ScriptedScreen().keys("q");
    review(later);
    assertThat(later.printed()).contains("Going on").contains("Second to none.");

    ScriptedScreen other = new ScriptedScreen().keys("q");
    session(other, "another", MemoryFilter.ALL).run();
    assertThat(other.printed()).contains("First of all.");

    ScriptedScreen filtered = new ScriptedScreen().keys("q");
    session(filtered, "me", new MemoryFilter(null, MemoryType.KNOWLEDGE, null)).run();
    assertThat(filtered.printed()).contains("First of all.");
  }

  @Test
  void session_afterTheEnd_beginsWithThoseThatWait() throws IOException {
    candidate("First of all.");
    review(screen.keys("s"));

    ScriptedScreen later = new ScriptedScreen().keys("q");
    review(later);
    assertThat(later.printed()).contains("First of all.");
  }

  @Test
  void filter_leavesOthersOut() throws IOException {
    candidate("First of all.");
    store.memories().create(newMemory("Of atlas.").project("atlas"), SOMEONE);

    session(screen.keys("q"), "me", new MemoryFilter(null, null, "atlas")).run();

    assertThat(screen.printed()).contains("Of atlas.").doesNotContain("First of all.");
  }

  @Test
  void hostileText_isEscapedEverywhere() throws IOException {
    String hostile = "\u001b[2J\u001b]0;owned\u0007 \u202egnirts";
    store
        .sources()
        .importNdjson(
            new ByteArrayInputStream(
                """
                {"kind":"document","id":"d","title":"\\u001b[2Jtitle","uri":"\\u009b2J"}
                {"kind":"chunk","id":"c","document_id":"d","ordinal":0,"content":"\\u001b[2J gnirts \\u202e"}
                """
                    .getBytes(UTF_8)),
            refused -> {});
    store.memories().create(newMemory(hostile).sourceChunk("c"), SOMEONE);
    store.memories().create(newMemory(hostile + " again"), SOMEONE);

    review(screen.willSave("\u001b[2J").keys("ey"));

    assertThat(screen.printed()).contains("\\u001b[2J").contains("Near duplicates");
    assertThat(screen.printed().codePoints().filter(c -> c == 0x1b || c == 0x202e || c == 0x9b))
        .isEmpty();
  }

  private Tally review(ScriptedScreen with) throws IOException {
    TriageSession session = session(with, "me", MemoryFilter.ALL);
    session.run();
    return session.tally();
  }

  private TriageSession session(ScriptedScreen with, String user, MemoryFilter filter) {
    return new TriageSession(
        store,
        filter,
        Change.by(ReviewQueue.ACTOR),
        new QueuePosition(store.state(), user, filter),
        with,
        new CandidateText(Ansi.OFF, 90),
        Ansi.OFF);
  }

  private Memory candidate(String content) {
    return store.memories().create(newMemory(content), SOMEONE);
  }

  private static NewMemory newMemory(String content) {
    return NewMemory.of(MemoryType.KNOWLEDGE, content);
  }

  private String status(Memory memory) {
    return store.memories().get(memory.id()).status();
  }

  private AuditEntry lastEntry(Memory memory) {
    List<AuditEntry> history = store.audit().history(memory.id());
    return history.get(history.size() - 1);
  }
}
