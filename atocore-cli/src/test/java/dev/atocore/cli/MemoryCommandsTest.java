package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryCommandsTest {
  @TempDir Path folder;
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
  }

  @Test
  void create_asText() {
    Result result =
        atocore.run("memory", "create", "--type", "preference", "--content", "short answers");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).matches("created [0-9a-f-]{36} \\(candidate\\)\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void create_asJson_isTheMemory() {
    String json =
        atocore.out(
            "memory",
            "create",
            "--type",
            "project",
            "--content",
            "ship in May",
            "--project",
            "atlas",
            "--status",
            "active",
            "--confidence",
            "0.8",
            "--source-chunk",
            "c1",
            "--note",
            "said so",
            "-o",
            "json");

    assertThat(json)
        .matches(
            "\\{\"id\":\"[0-9a-f-]{36}\",\"type\":\"project\",\"content\":\"ship in"
                + " May\",\"project\":\"atlas\",\"status\":\"active\","
                + "\"confidence\":0.8,\"reference_count\":0,\"last_referenced_at\":null,\"source_chunk_id\":\"c1\",\"superseded_by\":null,"
                + "\"version\":1,\"created_at\":\"[^\"]+Z\",\"updated_at\":\"[^\"]+Z\","
                + "\"user_id\":null,\"agent_id\":null,\"run_id\":null,\"metadata\":\\{\\},"
                + "\"source_chunk_ids\":\\[\"c1\"\\],\"valid_from\":null,\"valid_until\":null,"
                + "\"review_by\":null\\}");
    assertThat(atocore.out("audit", "recent", "-o", "json")).contains("\"note\":\"said so\"");
    assertThat(atocore.out("project", "list", "-q")).contains("atlas");
  }

  @Test
  void create_fromStdin_dropsOneLineBreak() {
    Result result =
        atocore.runWith(
            "two\nlines\n",
            "memory",
            "create",
            "--type",
            "knowledge",
            "--content",
            "-",
            "-o",
            "json");

    assertThat(result.out()).contains("\"content\":\"two\\nlines\"");
  }

  @Test
  void create_duplicate() {
    String first = atocore.create("the same", "--status", "active");
    Result second =
        atocore.run(
            "memory",
            "create",
            "--type",
            "knowledge",
            "--content",
            "the same",
            "--status",
            "active",
            "-o",
            "json");

    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.err()).contains("\"code\":\"duplicate\"", first);
    assertThat(atocore.create("the same", "--status", "active", "--allow-duplicate"))
        .isNotEqualTo(first);
  }

  @Test
  void show_asItWas() throws Exception {
    String id = atocore.create("before");
    Instant between = Instant.now();
    while (!Instant.now().isAfter(between.plusMillis(2))) {
      Thread.onSpinWait();
    }
    atocore.out("memory", "update", id, "--content", "after");

    assertThat(atocore.out("memory", "show", id)).contains("version     2").endsWith("after");
    assertThat(atocore.out("memory", "show", id, "--version", "1")).endsWith("before");
    assertThat(atocore.out("memory", "show", id, "--as-of", between.toString())).endsWith("before");
    assertThat(atocore.run("memory", "show", id, "--as-of", "7d").exit()).isEqualTo(1);
    assertThat(atocore.run("memory", "show", id, "--version", "3").exit()).isEqualTo(1);
    assertThat(atocore.run("memory", "show", id, "--version", "1", "--as-of", "7d").exit())
        .isEqualTo(2);
  }

  @Test
  void list_filters() {
    String mine = atocore.create("mine", "--project", "atlas", "--status", "active");
    atocore.create("other");

    assertThat(atocore.out("memory", "list", "--project", "atlas", "-q")).isEqualTo(mine);
    assertThat(atocore.out("memory", "list", "--status", "active", "-q")).isEqualTo(mine);
    assertThat(atocore.out("memory", "list", "--type", "identity", "-q")).isEmpty();
    assertThat(atocore.run("memory", "list", "--status", "dead").exit()).isEqualTo(2);
  }

  @Test
  void project_thatIsNone_isAskedAbout() {
    atocore.out("memory", "create", "--type", "project", "--content", "x", "--project", "Garden");
    for (String[] command :
        new String[][] {
          {"memory", "search", "x", "--project", "garden"},
          {"memory", "list", "--project", "Gardne"},
          {"state", "list", "GARDEN"},
          {"source", "list", "--project", "gardens"},
          {"source", "chunks", "--project", "garden"},
          {"memory", "export", "--project", "garden"},
          {"audit", "recent", "--project", "garden"},
        }) {
      Atocore.Result result = atocore.run(command);
      assertThat(result.exit()).as(String.join(" ", command)).isZero();
      assertThat(result.err())
          .as(String.join(" ", command))
          .contains("no project " + command[command.length - 1] + "; did you mean Garden?");
    }
    Atocore.Result far = atocore.run("memory", "list", "--project", "kitchen", "-o", "json");
    assertThat(far.err()).contains("no project kitchen").doesNotContain("did you mean");
    assertThat(far.out()).isEqualToIgnoringWhitespace("{\"memories\":[],\"next\":null}");
    assertThat(atocore.run("memory", "search", "nothing", "--project", "Garden").err())
        .doesNotContain("no project");
  }

  @Test
  void search_saysWhereToGoOn() {
    for (int i = 0; i < 7; i++) {
      atocore.out("memory", "create", "--type", "project", "--content", "tomato " + i);
    }
    String[] search = {"memory", "search", "tomato", "--status", "candidate", "--limit", "5"};
    assertThat(atocore.run(search).err() + atocore.out(search)).contains("--after 5");
    assertThat(
            atocore.out(
                "memory", "search", "tomato", "--status", "candidate", "--after", "5", "-q"))
        .hasLineCount(2);
  }

  @Test
  void search_activeOnlyUnlessTold() {
    String active = atocore.create("the backups run at night", "--status", "active");
    String candidate = atocore.create("the backups are on tape");

    assertThat(atocore.out("memory", "search", "backup", "-q")).isEqualTo(active);
    assertThat(atocore.out("memory", "search", "backup", "--status", "candidate", "-q"))
        .isEqualTo(candidate);
    assertThat(atocore.out("memory", "search", "backup", "--type", "knowledge", "-q"))
        .isEqualTo(active);
    assertThat(atocore.out("memory", "search", "backup", "--type", "project", "-q")).isEmpty();
    assertThat(atocore.out("memory", "search", "\"*) OR (", "-o", "json"))
        .isEqualTo("{\"memories\":[],\"next\":null}");
  }

  @Test
  void update_toTheSame_saysSo() {
    String id = atocore.create("as it is");

    assertThat(atocore.run("memory", "update", id, "--content", "as it is").out())
        .startsWith("unchanged " + id);
    Result json = atocore.run("memory", "update", id, "--content", "as it is", "-o", "json");
    assertThat(json.out()).contains("\"version\":1");
    assertThat(json.err()).isEqualTo("unchanged: nothing was written\n");
    assertThat(atocore.run("memory", "update", id).exit()).isEqualTo(2);
  }

  @Test
  void update_ifVersion() {
    String id = atocore.create("one");
    atocore.out("memory", "update", id, "--content", "two", "--if-version", "1");
    Result late =
        atocore.run(
            "memory", "update", id, "--content", "three", "--if-version", "1", "-o", "json");

    assertThat(late.exit()).isEqualTo(1);
    assertThat(late.err()).contains("\"code\":\"conflict\"");
    assertThat(atocore.out("memory", "show", id)).endsWith("two");
  }

  @Test
  void update_emptyProject_clearsIt() {
    String id = atocore.create("one", "--project", "atlas");

    assertThat(atocore.out("memory", "update", id, "--project", "", "-o", "json"))
        .contains("\"project\":null");
  }

  @Test
  void promote_several_reportsIdById() {
    String first = atocore.create("first");
    String second = atocore.create("second");
    Result result = atocore.run("memory", "promote", first, "nobody", second, "-o", "json");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("{\"results\":[{\"id\":\"" + first + "\",\"outcome\":\"promoted\",\"memory\":{")
        .contains(
            "{\"id\":\"nobody\",\"outcome\":\"error\",\"memory\":null,\"error\":{\"code\":\"not_found\",")
        .endsWith("],\"succeeded\":2,\"failed\":1}\n");
    assertThat(result.err()).startsWith("{\"error\":{\"code\":\"not_found\"").hasLineCount(1);
    assertThat(requestIds()).isEqualTo(3);
  }

  @Test
  void promote_fromStdin() {
    String first = atocore.create("first");
    String second = atocore.create("second");
    Result result =
        atocore.runWith(first + "\n\n  " + second + "\r\n", "memory", "promote", "-", "-q");

    assertThat(result).isEqualTo(new Result(0, first + "\n" + second + "\n", ""));
    assertThat(atocore.runWith("", "memory", "promote", "-")).isEqualTo(new Result(0, "", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-q", "--each"})
  void promote_fromStdin_leavesTheNeighboursOfOneThatFails(String option) {
    String first = atocore.create("first");
    String second = atocore.create("second");
    Result result =
        atocore.runWith(
            first + "\nnobody\n" + first + "\n" + second + "\n", "memory", "promote", "-", option);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains(first, second).hasLineCount(2);
    assertThat(result.err()).contains("there is no memory \"nobody\"", first + " is active");
    assertThat(atocore.out("memory", "list", "--status", "active", "-q")).hasLineCount(2);
  }

  @Test
  void promote_twice_isIllegal() {
    String id = atocore.create("one", "--status", "active");
    Result result = atocore.run("memory", "promote", id);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("atocore: memory " + id + " is active").hasLineCount(1);
  }

  @Test
  void promote_usage() {
    assertThat(atocore.run("memory", "promote").exit()).isEqualTo(2);
    assertThat(atocore.run("memory", "promote", "a", "-").exit()).isEqualTo(2);
    assertThat(atocore.run("memory", "promote", "a", "b", "--if-version", "1").exit()).isEqualTo(2);
  }

  @Test
  void rejectInvalidateSupersedeRevert() {
    String candidate = atocore.create("candidate");
    String old = atocore.create("old", "--status", "active");
    String newer = atocore.create("newer", "--status", "active");
    String wrong = atocore.create("wrong", "--status", "active");

    assertThat(atocore.out("memory", "reject", candidate))
        .isEqualTo("rejected " + candidate + " (version 2)");
    assertThat(atocore.out("memory", "invalidate", wrong))
        .isEqualTo("invalidated " + wrong + " (version 2); told 0 times, to 0 readers");
    assertThat(atocore.out("memory", "supersede", old, "--by", newer, "-o", "json"))
        .contains("\"status\":\"superseded\"", "\"superseded_by\":\"" + newer + "\"");
    assertThat(atocore.run("memory", "supersede", old).exit()).isEqualTo(2);
    assertThat(atocore.out("memory", "revert", old, "--to-version", "1"))
        .isEqualTo("reverted " + old + " (version 3)");
    assertThat(atocore.out("memory", "show", old)).contains("status      active");
  }

  @Test
  void reinforce_byIdAndFromChunks() throws Exception {
    String id = atocore.create("The pumps run at night", "--project", "garden");

    assertThat(atocore.out("memory", "reinforce", id, "--delta", "0.1", "-o", "json"))
        .contains("\"outcome\":\"reinforced\"", "\"confidence\":0.6", "\"reference_count\":1");
    Files.writeString(folder.resolve("note.md"), "As always the pumps run at night.\n");
    atocore.out("source", "ingest", folder.resolve("note.md").toString(), "--project", "garden");
    assertThat(atocore.out("memory", "reinforce", "--from-chunks"))
        .isEqualTo("1 new chunk mentions 1 memory: 1 reinforcement");
    assertThat(atocore.out("memory", "reinforce", "--from-chunks", "-o", "json"))
        .isEqualTo("{\"chunks\":0,\"memories\":0,\"reinforcements\":0,\"denials\":0}");
    assertThat(atocore.run("memory", "reinforce", id, "--from-chunks").exit()).isEqualTo(2);
    assertThat(atocore.run("memory", "reinforce", id, "--since", "1d").exit()).isEqualTo(2);
    assertThat(atocore.run("memory", "reinforce", id, "--delta", "7").exit()).isEqualTo(2);
  }

  @Test
  void autoPromote_dryRunWritesNothing() {
    String id = atocore.create("often heard", "--confidence", "0.9");
    atocore.out("memory", "reinforce", id);

    assertThat(atocore.out("memory", "auto-promote", "--min-references", "1", "--dry-run"))
        .isEqualTo(
            "would be promoted " + id + "\n1 candidate qualifies: 1 would change, 0 skipped");
    assertThat(atocore.out("memory", "show", id)).contains("candidate");
    assertThat(atocore.out("memory", "auto-promote", "--min-references", "1", "-o", "json"))
        .startsWith(
            "{\"dry_run\":false,\"results\":[{\"id\":\"" + id + "\",\"outcome\":\"promoted\",")
        .endsWith("],\"examined\":1,\"changed\":1,\"skipped\":0}");
    assertThat(atocore.out("audit", "recent", "--limit", "1", "-o", "json"))
        .contains("\"actor\":\"auto-promote\"");
    assertThat(atocore.run("memory", "auto-promote", "--max-age", "soon").exit()).isEqualTo(2);
  }

  @Test
  void expire_actsAsCandidateExpiryUnlessTold() {
    String first = atocore.create("first");

    assertThat(atocore.out("memory", "expire", "--max-age", "0s", "-q")).isEqualTo(first);
    String second = atocore.create("second");
    assertThat(atocore.out("memory", "expire", "--max-age", "0s", "-q", "--actor", "ada"))
        .isEqualTo(second);
    assertThat(atocore.out("audit", "recent", "--action", "rejected", "-o", "csv"))
        .contains(",candidate-expiry,", ",ada,");
  }

  @Test
  void import_reportsBadLinesAndKeepsTheRest() {
    String lines =
        """
        {"type":"knowledge","content":"first","source_chunk_id":"c1"}
        this is no JSON
        {"type":"rumour","content":"second"}
        {"type":"knowledge","content":"first","source_chunk_id":"c2"}
        {"type":"knowledge","content":"first","source_chunk_id":"c1"}
        """;
    Result result = atocore.runWith(lines, "memory", "import", "-");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEqualTo("5 lines: 1 created, 1 reinforced, 1 skipped, 2 refused\n");
    assertThat(result.err())
        .contains("line 2: ", "line 3: ", "refused 2 of 5 lines")
        .hasLineCount(3);
    Result json = atocore.runWith(lines, "memory", "import", "-", "--dry-run", "-o", "json");
    assertThat(json.out())
        .startsWith("{\"dry_run\":true,\"errors\":[{\"line\":2,\"message\":")
        .endsWith(",\"failed\":2}\n");
    assertThat(json.err()).startsWith("{\"error\":{\"code\":\"import_failed\"").hasLineCount(1);
    assertThat(atocore.out("memory", "list", "-q")).hasLineCount(1);
  }

  @Test
  void export_isWhatImportTakes() {
    atocore.create("one", "--status", "active", "--project", "atlas");
    atocore.create("two\nlines");
    String exported = atocore.out("memory", "export");
    Atocore copy = new Atocore(folder).with("ATOCORE_DB", folder.resolve("copy.db").toString());

    assertThat(exported).hasLineCount(2);
    assertThat(copy.runWith(exported, "memory", "import", "-").exit()).isZero();
    assertThat(copy.out("memory", "list")).contains("atlas", "two lines");
    assertThat(atocore.out("memory", "export", "--status", "active", "-o", "csv")).hasLineCount(2);
  }

  private long requestIds() {
    return atocore
        .out("audit", "recent", "-o", "ndjson")
        .lines()
        .map(line -> line.replaceAll(".*\"request_id\":\"([^\"]+)\".*", "$1"))
        .distinct()
        .count();
  }
}
