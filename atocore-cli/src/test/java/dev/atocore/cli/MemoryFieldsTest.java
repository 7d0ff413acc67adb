package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose a memory is, what else is said of it, what it cites and how long it is valid. */
class MemoryFieldsTest {
  @TempDir Path folder;
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
  }

  @Test
  void allFields_areSetShownAndFiltered() {
    String id =
        atocore.create(
            "Tea, no milk",
            "--status=active",
            "--user=ada",
            "--agent=helper",
            "--run=r1",
            "--meta=team=core",
            "--meta",
            "sure=yes",
            "--meta-json={\"level\":3,\"team\":\"other\"}",
            "--source-chunk=c1",
            "--source-chunk",
            "c2",
            "--valid-from=2020-01-01",
            "--valid-until=2099-01-01",
            "--review-by=2098-01-01");
    String other = atocore.create("Tea with milk", "--status=active");

    assertThat(atocore.out("memory", "show", id, "-o", "json"))
        .contains(
            "\"user_id\":\"ada\",\"agent_id\":\"helper\",\"run_id\":\"r1\","
                + "\"metadata\":{\"level\":3,\"sure\":\"yes\",\"team\":\"core\"},"
                + "\"source_chunk_ids\":[\"c1\",\"c2\"],"
                + "\"valid_from\":\"2020-01-01T00:00:00.000000Z\","
                + "\"valid_until\":\"2099-01-01T00:00:00.000000Z\","
                + "\"review_by\":\"2098-01-01T00:00:00.000000Z\"",
            "\"source_chunk_id\":\"c1\"");
    assertThat(atocore.out("memory", "show", id))
        .contains("ada", "helper", "r1", "\"team\":\"core\"", "c1, c2", "2099-01-01", "2098-01-01");
    assertThat(atocore.out("memory", "list"))
        .contains("SCOPE", "user=ada agent=helper run=r1")
        .hasLineCount(3);
    assertThat(atocore.out("memory", "list", "-o", "csv").lines().findFirst().orElseThrow())
        .endsWith(
            ",user_id,agent_id,run_id,metadata,source_chunk_ids,valid_from,valid_until,review_by");
    for (String filter :
        new String[] {
          "--user=ada",
          "--agent=helper",
          "--run=r1",
          "--meta=team=core",
          "--meta=level",
          "--meta=level=3.0",
          "--meta-json={\"level\":3,\"sure\":\"yes\"}"
        }) {
      assertThat(atocore.out("memory", "list", "-q", filter)).as(filter).isEqualTo(id);
      assertThat(atocore.out("memory", "search", filter, "tea", "-q")).as(filter).isEqualTo(id);
      assertThat(atocore.out("memory", "export", filter)).as(filter).hasLineCount(1);
    }
    assertThat(atocore.out("memory", "search", "--meta", "team=core", "tea", "-q")).isEqualTo(id);
    assertThat(atocore.out("memory", "list", "-q", "--meta=team=other", "--meta=level")).isEmpty();
    assertThat(atocore.out("audit", "recent", "--user", "ada", "-o", "ndjson"))
        .hasLineCount(1)
        .contains(id);
    assertThat(atocore.out("audit", "recent", "--run", "r1", "--agent", "nobody", "-q")).isEmpty();
    assertThat(other).isNotEqualTo(id);
  }

  @Test
  void withoutAny_theTableHasNoColumnForThem() {
    atocore.create("one");
    assertThat(atocore.out("memory", "list")).doesNotContain("SCOPE", "?");
  }

  @Test
  void update_mergesReplacesAndClears() {
    String id =
        atocore.create(
            "one", "--meta", "a=1", "--meta", "b=2", "--source-chunk", "c1", "--user", "ada");

    atocore.out(
        "memory", "update", "--meta", "a=", "--meta", "c=3", "--source-chunk", "c2", id, "-q");
    assertThat(json(id))
        .contains("\"metadata\":{\"b\":\"2\",\"c\":\"3\"}", "\"source_chunk_ids\":[\"c2\"]");
    atocore.out("memory", "update", id, "--meta-json", "{\"x\":true}", "--valid-until", "90d");
    assertThat(json(id))
        .contains("\"metadata\":{\"x\":true}", "\"user_id\":\"ada\"")
        .doesNotContain("\"valid_until\":null");
    atocore.out(
        "memory",
        "update",
        id,
        "--meta-json={}",
        "--valid-until=none",
        "--user=",
        "--source-chunk=");
    assertThat(json(id))
        .contains(
            "\"metadata\":{}",
            "\"valid_until\":null",
            "\"user_id\":null",
            "\"source_chunk_ids\":[]");
    assertThat(atocore.out("memory", "diff", id, "1..4")).contains("metadata", "user");
  }

  @Test
  void whatIsWrong_isSaidInOneLine() {
    String id = atocore.create("one");
    String[][] wrong = {
      {"--meta", "novalue"},
      {"--meta", "=x"},
      {"--meta-json", "[1]"},
      {"--meta-json", "{\"a\":{}}"},
      {"--meta-json", "{\"a\":null}"},
      {"--valid-until", "soon"},
      {"--valid-from", "2030-01-01", "--valid-until", "2029-01-01"},
    };
    for (String[] options : wrong) {
      String[] words = new String[3 + options.length];
      System.arraycopy(new String[] {"memory", "update", id}, 0, words, 0, 3);
      System.arraycopy(options, 0, words, 3, options.length);
      Result result = atocore.run(words);
      assertThat(result.exit()).as(String.join(" ", options)).isEqualTo(2);
      assertThat(result.err()).hasLineCount(1);
    }
    assertThat(json(id)).contains("\"version\":1");
  }

  @Test
  void validity_hidesInSearchAndOnlyThere() {
    String past = atocore.create("Freeze of May", "--status=active", "--valid-until=2020-06-01");
    String now = atocore.create("Freeze of now", "--status=active");
    String later = atocore.create("Freeze of later", "--status=active", "--valid-from=2099-01-01");

    assertThat(search()).containsExactly(now);
    assertThat(search("--include-expired")).containsExactlyInAnyOrder(past, now);
    assertThat(search("--at", "2020-01-01")).containsExactlyInAnyOrder(past, now);
    assertThat(search("--at", "2099-02-01")).containsExactlyInAnyOrder(now, later);
    assertThat(atocore.out("memory", "list", "-q")).contains(past, now, later);
    assertThat(atocore.out("memory", "list", "-q", "--at", "2020-01-01"))
        .contains(past, now)
        .doesNotContain(later);
    assertThat(atocore.out("memory", "list", "-q", "--at", "2020-07-01", "--include-expired"))
        .contains(past, now)
        .doesNotContain(later);
  }

  @Test
  void reviews_thatAreDue_areListedWithoutATerminal() {
    String due = atocore.create("Due", "--status=active", "--review-by=2020-01-01");
    String longer = atocore.create("Longer", "--status=active", "--review-by=2019-01-01");
    atocore.create("Not yet", "--status=active", "--review-by=90d");
    atocore.create("No memory of anybody", "--review-by=2019-01-01");

    assertThat(atocore.out("memory", "triage", "--reviews", "-q")).isEqualTo(longer + "\n" + due);
    assertThat(atocore.out("memory", "triage", "--reviews", "-o", "json"))
        .startsWith("{\"memories\":[{");
    assertThat(atocore.out("memory", "triage", "--reviews", "--project", "p", "-q")).isEmpty();
  }

  @Test
  void import_takesWhatExportGives() {
    atocore.create("one", "--user=ada", "--meta=k=v", "--valid-until=2099-01-01", "--run=r");
    String exported = atocore.out("memory", "export");
    Atocore copy = new Atocore(folder).with("ATOCORE_DB", folder.resolve("copy.db").toString());

    assertThat(copy.runWith(exported, "memory", "import", "-").exit()).isZero();
    assertThat(copy.out("memory", "export", "--user=ada", "--meta=k=v", "--run=r"))
        .contains("\"valid_until\":\"2099-01-01T00:00:00.000000Z\"");
  }

  private String json(String id) {
    return atocore.out("memory", "show", id, "-o", "json");
  }

  private String[] search(String... more) {
    String[] words = new String[4 + more.length];
    System.arraycopy(new String[] {"memory", "search", "freeze", "-q"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return atocore.out(words).split("\n", -1);
  }
}
