package dev.atocore.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowOutputTest {
  @TempDir Path folder;
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
  void csv_formula_isDefused(String content) {
    atocore.create(content + "x");

    assertThat(atocore.out("memory", "list", "-o", "csv")).contains("'" + content + "x");
  }

  @Test
  void csv_quotesAsRfc4180Says() {
    atocore.create("say \"hi\", then\nleave");

    String[] lines = atocore.run("memory", "list", "-o", "csv").out().split("\r\n", -1);
    assertThat(lines[0]).startsWith("id,type,content,");
    assertThat(lines[1])
        .contains(",knowledge,\"say \"\"hi\"\", then\nleave\",,candidate,0.5,0,,,,1,");
    assertThat(lines[2]).isEmpty();
  }

  @Test
  void csv_ofNothing_hasItsHeader() {
    atocore.out("db", "init");

    assertThat(atocore.out("memory", "list", "-o", "csv")).startsWith("id,type,content");
  }

  @Test
  void json_ofNothing() {
    atocore.out("db", "init");

    assertThat(atocore.out("memory", "list", "-o", "json"))
        .isEqualTo("{\"memories\":[],\"next\":null}");
    assertThat(atocore.out("audit", "recent", "-o", "json"))
        .isEqualTo("{\"entries\":[],\"next\":null}");
    assertThat(atocore.run("memory", "list", "-o", "ndjson").out()).isEmpty();
    assertThat(atocore.run("memory", "list"))
        .isEqualTo(new Atocore.Result(0, "", "nothing found\n"));
  }

  @Test
  void pages_followEachOther() {
    String first = atocore.create("one");
    String second = atocore.create("two");
    String third = atocore.create("three");

    Atocore.Result page = atocore.run("memory", "list", "--limit", "2", "-q");
    assertThat(page.out()).isEqualTo(third + "\n" + second + "\n");
    String json = atocore.out("memory", "list", "--limit", "2", "-o", "json");
    String next = json.substring(json.lastIndexOf(':') + 2, json.length() - 2);
    assertThat(atocore.out("memory", "list", "--limit", "2", "--after", next, "-q"))
        .isEqualTo(first);
    assertThat(atocore.run("memory", "list", "--limit", "2").err())
        .isEqualTo("there is more: --after " + next + "\n");
    assertThat(atocore.run("memory", "list", "--after", "nonsense").exit()).isEqualTo(2);
    assertThat(atocore.run("audit", "recent", "--after", "nonsense").exit()).isEqualTo(2);
    assertThat(atocore.run("memory", "list", "--limit", "0").exit()).isEqualTo(2);
  }

  @Test
  void ndjson_isBareRows() {
    atocore.create("one");
    atocore.create("two\nlines");

    assertThat(atocore.out("memory", "list", "-o", "ndjson"))
        .hasLineCount(2)
        .doesNotContain("memories");
  }

  @Test
  void text_escapesWhatTheStoreHolds() {
    atocore.create("a\u001b[31mb\u202Ec\nd");

    String table = atocore.out("memory", "list");
    assertThat(table).hasLineCount(2).contains("a\\u001b[31mb\\u202ec d");
    assertThat(atocore.out("audit", "recent")).doesNotContain("\u001b", "\u202E");
  }

  @Test
  void text_longContent_isCut() {
    atocore.create("word ".repeat(500));

    assertThat(atocore.out("memory", "list").lines().toList().get(1))
        .endsWith("…")
        .hasSizeLessThan(250);
  }
}
