package dev.atocore.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore;
import dev.atocore.cli.out.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
  void csv_formula_isDefusedIfAskedFor(String content) {
    atocore.create(content + "x");

    assertThat(atocore.out("memory", "list", "-o", "csv", "--csv-safe"))
        .contains("'" + content + "x");
    assertThat(atocore.out("memory", "list", "-o", "csv"))
        .contains(content + "x")
        .doesNotContain("'");
  }

  @Test
  void csv_onATerminal_steersNothing() {
    atocore.create("red \u001b[31m \u202e, \u009b2J and\ntwo lines");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Runner(
            out,
            OutputStream.nullOutputStream(),
            InputStream.nullInputStream(),
            Map.of("ATOCORE_DB", atocore.store().toString()),
            new Terminal(true, true, true, 80))
        .run("memory", "list", "-o", "csv");

    assertThat(out.toString(UTF_8))
        .contains("\"red \\u001b[31m \\u202e, \\u009b2J and\ntwo lines\"");
    assertThat(atocore.out("memory", "list", "-o", "csv")).contains("\u001b[31m");
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

  @Test
  void json_isImportedAgain() throws Exception {
    atocore.create("one");
    atocore.create("two");
    Path file =
        Files.writeString(
            folder.resolve("all.json"), atocore.out("memory", "export", "-o", "json"));
    String copy = folder.resolve("copy.db").toString();

    assertThat(atocore.out("--db", copy, "memory", "import", file.toString()))
        .startsWith("2 lines: 2 created");
    assertThat(atocore.out("--db", copy, "memory", "list", "-q").lines())
        .containsExactlyInAnyOrderElementsOf(atocore.out("memory", "list", "-q").lines().toList());
  }

  @Test
  void byteOrderMark_isNoText() throws Exception {
    Path note =
        Files.writeString(
            folder.resolve("a.md"), "\uFEFF# Hosts\n\nDecision: Doors lock at nine.\n");

    atocore.out("source", "ingest", note.toString());
    assertThat(atocore.out("source", "list", "-o", "json")).contains("\"title\":\"Hosts\"");
    assertThat(atocore.out("source", "chunks", "-o", "json")).doesNotContain("\uFEFF");
  }
}
