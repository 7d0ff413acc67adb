package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandsTest {
  @TempDir Path folder;
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
  }

  @Test
  void recent_newestFirst() {
    String id = atocore.create("one");
    atocore.out("memory", "promote", id);

    assertThat(atocore.out("audit", "recent").lines().toList().get(1))
        .startsWith("2 ")
        .contains("promoted", id, "one");
    assertThat(atocore.out("audit", "recent", "-q")).isEqualTo("2\n1");
    assertThat(atocore.out("audit", "recent", "-o", "json"))
        .startsWith(
            "{\"entries\":[{\"id\":2,\"memory_id\":\""
                + id
                + "\",\"version\":2,\"action\":\"promoted\",\"actor\":")
        .endsWith("],\"next\":null}");
  }

  @Test
  void recent_filters() {
    atocore.create("one", "--actor", "ada", "--project", "atlas");
    atocore.create("two", "--actor", "bob");

    assertThat(atocore.out("audit", "recent", "--actor", "ada", "-q")).isEqualTo("1");
    assertThat(atocore.with("ATOCORE_ACTOR", "ada").out("audit", "recent", "-q")).isEqualTo("2\n1");
    assertThat(atocore.out("audit", "recent", "--project", "atlas", "-q")).isEqualTo("1");
    assertThat(atocore.out("audit", "recent", "--action", "created", "--since", "1h", "-q"))
        .isEqualTo("2\n1");
    assertThat(atocore.out("audit", "recent", "--until", "1h", "-q")).isEmpty();
    assertThat(atocore.run("audit", "recent", "--action", "deleted").exit()).isEqualTo(2);
    assertThat(atocore.run("audit", "recent", "--since", "later").exit()).isEqualTo(2);
  }

  @Test
  void history_showsWhatChanged() {
    String id = atocore.create("one");
    atocore.out(
        "memory",
        "update",
        id,
        "--content",
        "first line\nsecond line",
        "--confidence",
        "0.75",
        "--note",
        "why not");

    String history = atocore.out("audit", "history", id);
    assertThat(history)
        .contains(
            "version 1  created",
            "    content: one",
            "version 2  updated",
            "    why not",
            "    confidence: 0.5 -> 0.75")
        .contains("    content:\n      [-one-]{+first line\n      second line+}");
    assertThat(atocore.out("audit", "history", id, "-o", "ndjson"))
        .hasLineCount(2)
        .startsWith("{\"id\":1,");
    assertThat(atocore.run("audit", "history", "nobody").exit()).isEqualTo(1);
  }

  @Test
  void history_pageByPageAndFiltered() {
    String id = atocore.create("one", "--actor", "ada");
    atocore.out("memory", "update", id, "--content", "two", "--actor", "bob");
    atocore.out("memory", "promote", id, "--actor", "ada");

    String page = atocore.out("audit", "history", id, "--limit", "2", "-o", "json");
    assertThat(page).contains("\"version\":1", "\"version\":2").endsWith("\"next\":\"2\"}");
    assertThat(atocore.out("audit", "history", id, "--after", "2", "-q")).isEqualTo("3");
    assertThat(atocore.out("audit", "history", id, "--actor", "ada", "-q")).isEqualTo("1\n3");
    assertThat(atocore.out("audit", "history", id, "--action", "promoted", "-q")).isEqualTo("3");
    assertThat(atocore.run("audit", "history", id, "--until", "2020-01-01").err())
        .contains("nothing found");
    assertThat(atocore.run("audit", "history", id, "--limit", "0").exit()).isEqualTo(2);
    assertThat(atocore.run("audit", "history", id, "--after", "x").exit()).isEqualTo(2);
  }

  @Test
  void oneCommand_isOneRequest() {
    String one = atocore.create("one");
    String two = atocore.create("two");
    atocore.out("memory", "promote", one, two);

    String shown = atocore.out("audit", "show", "4");
    String request = shown.replaceAll("(?s).*request +(\\S+).*", "$1");
    assertThat(atocore.out("audit", "recent", "--request", request, "-q")).isEqualTo("4\n3");
    assertThat(atocore.out("audit", "history", one)).contains("request " + request);
    assertThat(atocore.out("audit", "export", "--request", request)).hasLineCount(2);
    assertThat(atocore.out("audit", "tail", "--request", request, "-q")).isEqualTo("3\n4");
    assertThat(atocore.out("audit", "stats", "--request", request, "-o", "json"))
        .isEqualTo("{\"stats\":[{\"action\":\"promoted\",\"count\":2}]}");
  }

  @Test
  void stats_countsWhatBelongsToNoProject() {
    atocore.create("one", "--project", "atlas");
    atocore.create("two");

    assertThat(atocore.out("audit", "stats", "--by", "project")).contains("atlas", "(none)", "█");
    assertThat(atocore.out("audit", "stats", "--by", "project", "-o", "json"))
        .contains("{\"project\":null,\"count\":1}");
  }

  @Test
  void recent_withTimes_findsWhatLiesBetween() throws Exception {
    String one = atocore.create("one");
    atocore.create("two");
    Tampering.run(
        atocore.store(),
        "UPDATE memory_audit SET timestamp = '2020-01-01T00:00:00.000000Z' WHERE id = 1");

    assertThat(atocore.out("audit", "recent", "--since", "1h", "-q")).isEqualTo("2");
    assertThat(atocore.out("audit", "recent", "--until", "2021-01-01", "-q")).isEqualTo("1");
    assertThat(atocore.out("audit", "export", "--until", "2021-01-01"))
        .contains(one)
        .hasLineCount(1);
    assertThat(atocore.out("audit", "recent", "--until", "2019-01-01", "-q")).isEmpty();
  }

  @Test
  void history_escapesWhatTheLogHolds() throws Exception {
    String id = atocore.create("one");
    sql(
        "UPDATE memory_audit SET actor = 'a' || char(27) || '[2J', after_json = '{\"x' || char(27) || '\":\"' || char(8238) || '\"}'");

    assertThat(atocore.out("audit", "history", id))
        .contains("a\\u001b[2J")
        .doesNotContain("\u001b", "\u202E");
    assertThat(atocore.out("audit", "show", "1")).doesNotContain("\u001b", "\u202E");
  }

  @Test
  void history_ofATamperedImage_showsItAsItIs() throws Exception {
    String id = atocore.create("one");
    sql("UPDATE memory_audit SET after_json = 'no image'");

    assertThat(atocore.out("audit", "history", id)).contains("no image");
    assertThat(atocore.out("audit", "recent")).contains("no image");
    assertThat(atocore.out("audit", "recent", "-o", "json")).contains("\"after\":\"no image\"");
  }

  @Test
  void show_oneEntry() {
    String id = atocore.create("one");

    assertThat(atocore.out("audit", "show", "1"))
        .contains("memory     " + id, "hash       ", "content: one");
    assertThat(atocore.out("audit", "show", "1", "-o", "json"))
        .startsWith("{\"id\":1,")
        .contains("\"before\":null,\"after\":{\"id\":");
    assertThat(atocore.run("audit", "show", "9").exit()).isEqualTo(1);
    assertThat(atocore.run("audit", "show", "one").exit()).isEqualTo(2);
  }

  @Test
  void verify_soundLog() {
    atocore.create("one");

    assertThat(atocore.out("audit", "verify"))
        .matches("ok: 1 entry of 1 memory \\(#1 of 2\\S+Z to #1 of 2\\S+Z\\), \\d+ ms");
    assertThat(atocore.out("audit", "verify", "-o", "json"))
        .matches(
            "\\{\"problems\":\\[],\"notices\":\\[],\"ok\":true,\"memories\":1,\"entries\":1,\"redacted\":0,\"pruned\":0,"
                + "\"acknowledged\":0,\"problems_total\":0,\"first_id\":1,\"last_id\":1,"
                + "\"first_timestamp\":\"2\\S+Z\",\"last_timestamp\":\"2\\S+Z\",\"duration_ms\":\\d+}");
    assertThat(atocore.run("audit", "verify", "nobody").exit()).isEqualTo(1);
  }

  @Test
  void verify_tamperedLog() throws Exception {
    String id = atocore.create("one");
    sql("UPDATE memory_audit SET actor = 'someone else'");

    Result result = atocore.run("audit", "verify");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out()).contains("altered  memory " + id + "  version 1", "1 problem:");
    Result json = atocore.run("audit", "verify", id, "-o", "json");
    assertThat(json.exit()).isEqualTo(3);
    assertThat(json.out())
        .startsWith(
            "{\"problems\":[{\"verdict\":\"altered\",\"memory_id\":\""
                + id
                + "\",\"version\":1,\"entry_id\":1,");
    assertThat(atocore.run("audit", "verify", "-o", "ndjson").out()).hasLineCount(1);
  }

  @Test
  void export_hasWhatAVerifierNeeds() {
    atocore.create("one");
    atocore.create("two");

    assertThat(atocore.out("audit", "export"))
        .hasLineCount(2)
        .contains("\"salt\":\"", "\"after_json\":\"{");
    assertThat(atocore.out("audit", "export", "--after", "1")).hasLineCount(1);
    assertThat(atocore.out("audit", "export", "--until", "2020-01-01")).isEmpty();
  }

  @Test
  void failingLog_alertsAndReplayPutsItBack() throws Exception {
    String id = atocore.create("one");
    sql(
        "CREATE TRIGGER broken BEFORE INSERT ON memory_audit BEGIN SELECT RAISE(ROLLBACK, 'no room'); END");

    Result promote = atocore.run("memory", "promote", id);
    assertThat(promote.exit()).isZero();
    assertThat(promote.err()).contains("ERROR ", "no room");
    assertThat(Files.exists(Path.of(atocore.store() + ".audit-spool.ndjson"))).isTrue();
    assertThat(atocore.out("alert", "recent", "--severity", "critical", "-o", "json"))
        .contains(id, "promoted", "\"version\":\"2\"");
    assertThat(atocore.run("audit", "verify").exit()).isEqualTo(3);
    assertThat(atocore.run("audit", "replay").exit()).isEqualTo(1);
    sql("DROP TRIGGER broken");
    assertThat(atocore.out("audit", "replay", "-o", "json"))
        .isEqualTo(
            "{\"restored\":[2],\"already_there\":[],\"set_aside\":[],\"pending\":[],\"unreadable\":0}");
    assertThat(atocore.out("audit", "replay")).startsWith("0 entries put back");
    assertThat(atocore.run("audit", "verify").exit()).isZero();
  }

  private void sql(String statement) throws Exception {
    Tampering.run(atocore.store(), statement);
  }
}
