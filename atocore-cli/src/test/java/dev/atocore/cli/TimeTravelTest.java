package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeTravelTest {
  @TempDir Path folder;
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
  }

  @Test
  void diff_betweenVersions() {
    String id = atocore.create("Water it in the evening.");
    atocore.out("memory", "update", id, "--content", "Water it in the morning.");
    atocore.out("memory", "update", id, "--confidence", "0.75");

    assertThat(atocore.out("memory", "diff", id, "1..2"))
        .contains("from version 1  created", "to   version 2  updated")
        .contains("    content: Water it in the [-evening-]{+morning+}.")
        .doesNotContain("confidence");
    assertThat(atocore.out("memory", "diff", id, "v2..v3")).contains("confidence: 0.5 -> 0.75");
    assertThat(atocore.out("memory", "diff", id)).contains("confidence: 0.5 -> 0.75");
    assertThat(atocore.out("memory", "diff", id, "2")).contains("[-evening-]");
    assertThat(atocore.out("memory", "diff", id, "1..")).contains("[-evening-]", "0.75");
    assertThat(atocore.out("memory", "diff", id, "3..1")).contains("[-morning-]{+evening+}");
    assertThat(atocore.out("memory", "diff", id, "1..2", "-o", "json"))
        .startsWith(
            "{\"memory_id\":\"" + id + "\",\"from_version\":1,\"to_version\":2,\"changes\":[")
        .contains("{\"field\":\"content\",\"before\":\"Water it in the evening.\",\"after\":");
    assertThat(atocore.out("memory", "diff", id, "1..2", "-o", "csv"))
        .startsWith("field,before,after");
  }

  @Test
  void diff_ofWhatIsNotThere() {
    String id = atocore.create("one");

    assertThat(atocore.run("memory", "diff", id, "1..9").exit()).isEqualTo(1);
    assertThat(atocore.run("memory", "diff", "nobody").exit()).isEqualTo(1);
    assertThat(atocore.run("memory", "diff", id, "1").exit()).isEqualTo(2);
    assertThat(atocore.run("memory", "diff", id, "now..then").exit()).isEqualTo(2);
    assertThat(atocore.run("memory", "diff", id, "1..1").exit()).isZero();
  }

  @Test
  void diff_ofHostileText_isEscaped() {
    String id = atocore.create("one");
    atocore.out("memory", "update", id, "--content", "two \u202E three");

    assertThat(atocore.out("memory", "diff", id)).contains("\\u202e").doesNotContain("\u202E");
  }

  @Test
  void revert_dryRun_showsTheDiffAndWritesNothing() {
    String id = atocore.create("one");
    atocore.out("memory", "update", id, "--content", "two");

    assertThat(atocore.out("memory", "revert", id, "--to-version", "1", "--dry-run"))
        .contains("from version 2 back to what version 1 said", "content: [-two-]{+one+}");
    assertThat(atocore.out("memory", "revert", id, "--to-version", "1", "--dry-run", "-o", "json"))
        .startsWith("{\"dry_run\":true,")
        .contains("\"outcome\":\"reverted\"", "\"content\":\"one\"", "\"version\":3");
    assertThat(atocore.out("memory", "show", id)).contains("two");
    assertThat(atocore.out("audit", "recent", "-q")).hasLineCount(2);
    assertThat(atocore.run("memory", "revert", id, "--to-version", "9", "--dry-run").exit())
        .isEqualTo(1);

    atocore.out("memory", "revert", id, "--to-version", "1");
    assertThat(atocore.out("memory", "show", id)).contains("one");
  }

  @Test
  void revert_byActor() {
    String changed = atocore.create("one", "--actor", "ines");
    atocore.out("memory", "update", changed, "--content", "two", "--actor", "agent-7");
    String made = atocore.create("three", "--actor", "agent-7");
    String conflict = atocore.create("four", "--actor", "agent-7");
    atocore.out("memory", "update", conflict, "--content", "five", "--actor", "ines");
    String[] undo = {"memory", "revert", "--actor", "agent-7", "--since", "1h"};

    String plan = atocore.out(join(undo, "--dry-run"));
    assertThat(plan)
        .contains("would be reverted " + changed, "content: [-two-]{+one+}")
        .contains("would be rejected " + made, "conflict " + conflict)
        .contains(
            "agent-7 touched 3 memories: 2 would be taken back, 0 as before already, 1 in"
                + " conflict");
    assertThat(atocore.out("memory", "show", changed)).contains("two");

    Result done = atocore.run(join(undo, "-o", "json"));
    assertThat(done.exit()).isEqualTo(1);
    assertThat(done.out())
        .startsWith("{\"dry_run\":false,\"actor\":\"agent-7\",")
        .contains("\"undone\":2,\"unchanged\":0,\"conflicts\":1,\"failed\":0}");
    String request = done.out().replaceAll("(?s).*\"request_id\":\"([^\"]+)\".*", "$1");
    assertThat(atocore.out("audit", "recent", "--request", request, "-q")).hasLineCount(2);
    assertThat(atocore.out("memory", "show", changed)).contains("one");

    assertThat(atocore.out(join(undo, "--force"))).contains("1 taken back, 2 as before already");
    assertThat(atocore.out("audit", "verify")).startsWith("ok");
  }

  @Test
  void revert_byActor_tellsPeopleOfTheFirst20_unlessTheyWantAll() {
    for (int i = 0; i < 22; i++) {
      atocore.create("memory " + i, "--actor", "agent-7");
    }
    String[] plan = {"memory", "revert", "--actor", "agent-7", "--since", "1h", "--dry-run"};

    String first = atocore.out(plan);
    assertThat(first.split("would be rejected", -1)).hasSize(1 + 20);
    assertThat(first).contains("… and 2 more; -v tells of each", "agent-7 touched 22 memories");
    String all = atocore.out(join(plan, "-v"));
    assertThat(all.split("would be rejected", -1)).hasSize(1 + 22);
    assertThat(all).doesNotContain("more; -v");
    assertThat(atocore.out(join(plan, "-q"))).hasLineCount(22);
    assertThat(atocore.out(join(plan, "-o", "ndjson"))).hasLineCount(22);
  }

  @Test
  void revert_byActor_whoActs() {
    atocore.create("one", "--actor", "agent-7");
    String[] undo = {"memory", "revert", "--actor", "agent-7", "--since", "1h"};

    assertThat(atocore.with("ATOCORE_ACTOR", "agent-7").run(undo).exit()).isEqualTo(2);
    atocore.out(join(undo, "--as", "ines"));
    assertThat(atocore.out("audit", "recent", "--actor", "ines", "-q")).isEqualTo("2");
  }

  @Test
  void revert_wrongUsage() {
    String id = atocore.create("one");

    assertThat(atocore.run("memory", "revert", id).exit()).isEqualTo(2);
    assertThat(atocore.run("memory", "revert", "--since", "1h").exit()).isEqualTo(2);
    assertThat(atocore.run("memory", "revert", id, "--since", "1h", "--actor", "a").exit())
        .isEqualTo(2);
    assertThat(atocore.run("memory", "revert", id, "--to-version", "1", "--force").exit())
        .isEqualTo(2);
    assertThat(
            atocore
                .run("memory", "revert", "--actor", "a", "--since", "1h", "--until", "2h")
                .exit())
        .isEqualTo(2);
  }

  @Test
  void listAsOf_isTheStoreAsItWas_pageByPage() throws Exception {
    String one = atocore.create("one", "--project", "atlas");
    String two = atocore.create("two");
    String three = atocore.create("three");
    String then = time(three);
    atocore.out("memory", "reject", one);
    atocore.out("memory", "update", two, "--content", "changed");
    atocore.create("four");
    sql("DELETE FROM memories WHERE id = '" + three + "'");

    assertThat(atocore.out("memory", "list", "--as-of", then, "-q"))
        .isEqualTo(three + "\n" + two + "\n" + one);
    assertThat(atocore.out("memory", "list", "--as-of", then, "-o", "csv"))
        .contains("two")
        .doesNotContain("changed", "four");
    assertThat(atocore.out("memory", "list", "--as-of", then, "--project", "atlas", "-q"))
        .isEqualTo(one);
    assertThat(atocore.out("memory", "list", "--as-of", then, "--status", "invalid", "-q"))
        .isEmpty();
    String page = atocore.out("memory", "list", "--as-of", then, "--limit", "2", "-o", "json");
    String next = page.replaceAll("(?s).*\"next\":\"([^\"]+)\".*", "$1");
    assertThat(atocore.out("memory", "list", "--as-of", then, "--after", next, "-q"))
        .isEqualTo(one);
  }

  @Test
  void restore_bringsBackADeletedRow() throws Exception {
    String id = atocore.create("one");
    sql("DELETE FROM memories");

    assertThat(atocore.run("memory", "show", id).exit()).isEqualTo(1);
    assertThat(atocore.run("audit", "blame", id).err()).contains("memory restore");
    assertThat(atocore.out("memory", "restore", id)).startsWith("reverted " + id);
    assertThat(atocore.out("memory", "show", id)).contains("one");
    assertThat(atocore.out("audit", "verify")).startsWith("ok");
  }

  @Test
  void alteredEntries_areNotBelieved() throws Exception {
    String id = atocore.create("one");
    atocore.out("memory", "update", id, "--content", "two");
    sql("UPDATE memory_audit SET after_json = replace(after_json, 'one', 'evil') WHERE id = 1");

    Result shown = atocore.run("memory", "show", id, "--version", "1");
    assertThat(shown.exit()).isEqualTo(1);
    assertThat(shown.err()).contains("altered", "audit verify");
    assertThat(atocore.run("memory", "revert", id, "--to-version", "1").exit()).isEqualTo(1);
  }

  private String time(String id) {
    return atocore
        .out("memory", "show", id, "-o", "json")
        .replaceAll("(?s).*\"updated_at\":\"([^\"]+)\".*", "$1");
  }

  private static String[] join(String[] first, String... more) {
    String[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  private void sql(String statement) throws Exception {
    Tampering.run(atocore.store(), statement);
  }
}
