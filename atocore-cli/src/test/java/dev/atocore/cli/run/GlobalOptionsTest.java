package dev.atocore.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore;
import dev.atocore.cli.Atocore.Result;
import dev.atocore.cli.out.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobalOptionsTest {
  @TempDir Path folder;
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
  }

  @Test
  void options_beforeAndAfterTheCommand() {
    String other = folder.resolve("other.db").toString();

    assertThat(atocore.out("--db", other, "-o", "json", "project", "add", "a"))
        .startsWith("{\"id\":\"a\"");
    assertThat(atocore.out("project", "add", "b", "-o=json", "--db=" + other))
        .startsWith("{\"id\":\"b\"");
    assertThat(atocore.out("project", "--db", other, "list", "-q")).isEqualTo("a\natocore\nb");
    assertThat(atocore.store()).doesNotExist();
  }

  @Test
  void option_givenTwice_lastWins() {
    assertThat(atocore.out("-o", "json", "project", "add", "a", "-o", "text"))
        .isEqualTo("project a");
  }

  @Test
  void environment_isTheDefault() {
    String id =
        atocore.with("ATOCORE_ACTOR", "agent-7").with("ATOCORE_OUTPUT", "json").create("a fact");

    assertThat(id).startsWith("{\"id\":\"");
    assertThat(atocore.out("audit", "recent")).contains("\"actor\":\"agent-7\"");
    assertThat(atocore.out("audit", "recent", "-o", "csv")).contains(",agent-7,");
  }

  @Test
  void actor_default_isTheLoginName() {
    atocore.create("a fact");

    assertThat(atocore.out("audit", "recent", "-o", "json"))
        .contains("\"actor\":\"cli:" + System.getProperty("user.name") + "\"");
  }

  @Test
  void actor_namesOfTheProgramsOwn_areReserved() {
    String id = atocore.create("a fact");
    for (String name :
        List.of("integrity-repair", "Auto-Promote", "CANDIDATE-EXPIRY", " validity-expiry ")) {
      for (String[] command :
          new String[][] {
            {"memory", "reject", id, "--actor", name},
            {"memory", "auto-promote", "--actor", name},
            {"memory", "expire", "--actor", name},
            {"integrity", "repair", "--check", "memory-drift", "--apply", "--actor", name},
            {"memory", "revert", "--actor", "agent-7", "--since", "1h", "--as", name}
          }) {
        Result result = atocore.run(command);
        assertThat(result.exit()).as("%s", List.of(command)).isEqualTo(2);
        assertThat(result.err()).contains("is a name of the program's own");
      }
      assertThat(atocore.with("ATOCORE_ACTOR", name).run("memory", "reject", id).exit())
          .isEqualTo(2);
    }
    atocore.with("ATOCORE_ACTOR", "ada");
    for (String name : List.of("human-triage", "mcp", "cli:ada", "auto-promote-2")) {
      assertThat(atocore.run("memory", "reinforce", id, "--actor", name).exit()).isZero();
    }
    assertThat(atocore.run("audit", "recent", "--actor", "auto-promote").exit()).isZero();
    assertThat(atocore.run("memory", "revert", "--actor", "auto-promote", "--since", "1h").exit())
        .isZero();
  }

  @Test
  void actor_invalid() {
    Result result =
        atocore.run("memory", "create", "--type", "knowledge", "--content", "x", "--actor", "a\nb");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("actor contains a line break");
    assertThat(atocore.store())
        .satisfiesAnyOf(
            store -> assertThat(store).doesNotExist(),
            store -> assertThat(atocore.out("memory", "list", "-q")).isEmpty());
  }

  @Test
  void output_unknown_fromOption() {
    Result result = atocore.run("project", "list", "-o", "yaml");

    assertThat(result)
        .isEqualTo(
            new Result(2, "", "atocore: --output is \"yaml\"; use text, json, ndjson or csv\n"));
  }

  @Test
  void output_unknown_fromEnvironment() {
    Result result = atocore.with("ATOCORE_OUTPUT", "yaml").run("project", "list");

    assertThat(result)
        .isEqualTo(
            new Result(
                2, "", "atocore: ATOCORE_OUTPUT is \"yaml\"; use text, json, ndjson or csv\n"));
  }

  @Test
  void output_empty_isNone() {
    atocore.create("a fact");

    assertThat(atocore.with("ATOCORE_OUTPUT", "").with("ATOCORE_ACTOR", "").out("memory", "list"))
        .startsWith("ID ");
  }

  @Test
  void csv_ofWhatListsNoRows() {
    Result result = atocore.run("db", "status", "-o", "csv");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("'db status' lists no rows");
  }

  @Test
  void store_default_isUnderXdgDataHome() {
    Path data = folder.resolve("data");
    atocore.without("ATOCORE_DB").with("XDG_DATA_HOME", data.toString()).out("db", "init");

    assertThat(data.resolve("atocore/atocore.db")).exists();
  }

  @Test
  void store_default_ignoresRelativeXdgDataHome() {
    atocore.without("ATOCORE_DB").with("XDG_DATA_HOME", "relative").out("db", "init");

    assertThat(folder.resolve(".local/share/atocore/atocore.db")).exists();
  }

  @Test
  void store_asJdbcUrl() {
    atocore.out("--db", "jdbc:sqlite:" + folder.resolve("url.db"), "db", "init");

    assertThat(folder.resolve("url.db")).exists();
  }

  @Test
  void store_behindAUrlWhereNobodyAnswers_masksThePassword() {
    Result result =
        atocore.run(
            "--db", "jdbc:postgresql://u:hunter2@127.0.0.1:1/x?password=hunter2", "db", "status");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .contains("the store jdbc:postgresql://127.0.0.1:1/x cannot be reached")
        .doesNotContain("hunter2");
  }

  @Test
  void store_empty() {
    assertThat(atocore.run("--db", "", "db", "status").exit()).isEqualTo(2);
  }

  @Test
  void command_unknown() {
    Result result = atocore.run("memory", "creat");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            "atocore: there is no command \"memory creat\"; did you mean \"memory create\"?;"
                + " 'atocore memory --help' lists the commands\n");
  }

  @Test
  void command_none() {
    Result result = atocore.run();

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("Usage: atocore");
  }

  @Test
  void group_withoutCommand() {
    Result result = atocore.run("memory");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("memory create").doesNotContain("audit recent");
  }

  @Test
  void help_asWord() {
    assertThat(atocore.out("help", "memory", "promote"))
        .startsWith("Usage: atocore memory promote");
    assertThat(atocore.out("help")).isEqualTo(atocore.out("--help"));
  }

  @Test
  void version_tells() {
    assertThat(atocore.out("--version")).startsWith("atocore ");
  }

  @Test
  void option_unknown() {
    Result result = atocore.run("memory", "list", "--colour");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("atocore: Unknown option: '--colour'; see 'atocore memory list --help'\n");
  }

  @Test
  void argument_missing() {
    Result result = atocore.run("memory", "create", "--type", "knowledge");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("--content").hasLineCount(1);
  }

  @Test
  void argument_thatLooksLikeAFileReference_staysAsItIs() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "not this");
    String id = atocore.create("@" + file + " ${sys:user.name}");

    assertThat(atocore.out("memory", "show", id)).endsWith("@" + file + " ${sys:user.name}");
  }

  @Test
  void argument_afterTwoDashes_isNoOption() {
    assertThat(atocore.run("memory", "search", "--", "-q").err()).contains("no store");
  }

  @Test
  void store_nameIsAPath_orRefused() {
    assertThat(atocore.with("ATOCORE_DB", "~/own/a.db").run("db", "init").exit()).isZero();
    assertThat(folder.resolve("own/a.db")).exists();
    assertThat(atocore.run("--db", "jdbc:sqlite:~/b.db", "db", "init").exit()).isZero();
    assertThat(folder.resolve("b.db")).exists();

    for (String name :
        List.of(
            "$HOME/a.db", "${HOME}/a.db", "a.db\r", "a\nb.db", "~ada/a.db", "\"a.db\"", "'a.db'")) {
      Result result = atocore.with("ATOCORE_DB", name).run("db", "init");
      assertThat(result.exit()).as(name).isEqualTo(2);
      assertThat(result.err()).hasLineCount(1).contains("the path of the store");
    }
  }

  @Test
  void colors_notOnATerminalThatHasNone() {
    atocore.create("a fact");
    Map<String, String> env = new HashMap<>(Map.of("ATOCORE_DB", atocore.store().toString()));

    env.put("TERM", "xterm");
    assertThat(onATerminal(env)).contains("\u001b[");
    env.put("TERM", "dumb");
    assertThat(onATerminal(env)).doesNotContain("\u001b");
    env.remove("TERM");
    assertThat(onATerminal(env)).doesNotContain("\u001b");
  }

  private static String onATerminal(Map<String, String> env) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Runner(
            out,
            OutputStream.nullOutputStream(),
            InputStream.nullInputStream(),
            env,
            new Terminal(true, true, true, 80))
        .run("memory", "list");
    return out.toString(UTF_8);
  }
}
