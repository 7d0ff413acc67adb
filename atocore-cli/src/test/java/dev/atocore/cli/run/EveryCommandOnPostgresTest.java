package dev.atocore.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Main;
import dev.atocore.testing.CommandLines;
import dev.atocore.testing.MemoryFolder;
import dev.atocore.testing.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command on a store in PostgreSQL: it works, or says in one line what to use instead. */
class EveryCommandOnPostgresTest {
  /** What is a file's own, and a word of what takes its place. */
  private static final Map<String, String> OF_FILES =
      Map.of("db backup", "pg_dump", "db restore", "pg_restore", "db verify-backup", "pg_");

  /** Of PostgreSQL there is no version 6. */
  private static final Set<String> REFUSED = Set.of("db rollback");

  @TempDir(factory = MemoryFolder.class)
  static Path filled;

  private static String url;
  private static String template;
  private static CommandLines lines;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @BeforeAll
  static void fill() throws Exception {
    url = PostgresServer.newDatabase();
    lines = CommandLines.fill(filled, EveryCommandOnPostgresTest::fill);
    template = PostgresServer.newDatabase();
    PostgresServer.copyDatabase(template, url);
  }

  /** All but the server, which goes on until it is told to stop. */
  static List<CommandTable.Entry> commands() {
    return CommandTableTest.endingEntries();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_worksOrSaysWhatToUse(CommandTable.Entry entry) throws IOException {
    String command = entry.path();
    PostgresServer.copyDatabase(url, template);
    lines.copyTo(folder);
    CommandLines.Line line = lines.of(command, folder);

    Outcome outcome = run(folder, line.in(), line.words().toArray(new String[0]));

    String said = outcome.out() + outcome.err();
    assertThat(said)
        .doesNotContain("xception", "\tat ", "internal error", "org.postgresql", "PRAGMA")
        .doesNotContain("currentSchema=", "user=");
    if (!Set.of("help", "completion", "db copy").contains(command)) {
      assertThat(said.toLowerCase(Locale.ROOT)).doesNotContain("sqlite", "write-ahead log");
    }
    if (OF_FILES.containsKey(command)) {
      assertThat(outcome.exit()).as(said).isEqualTo(ExitCode.FAILED);
      assertThat(outcome.err()).hasLineCount(1).contains(OF_FILES.get(command));
    } else if (REFUSED.contains(command)) {
      assertThat(outcome.exit()).as(said).isIn(ExitCode.FAILED, ExitCode.USAGE);
      assertThat(outcome.err()).hasLineCount(1);
    } else {
      assertThat(outcome.exit()).as(said).isEqualTo(onAFile(command));
    }
  }

  /** As the same line ends on a store in a file. */
  private int onAFile(String command) throws IOException {
    return switch (command) {
      case "pipeline ping" -> ExitCode.USAGE;
      case "integrity run", "integrity last", "doctor" -> ExitCode.FINDINGS;
      default -> ExitCode.OK;
    };
  }

  private static String fill(String... words) throws IOException {
    if (words[0].equals("db")) {
      return "";
    }
    Outcome outcome = run(filled, "", words);
    assertThat(outcome.exit()).as(String.join(" ", words) + "\n" + outcome.err()).isIn(0, 3);
    return outcome.out().stripTrailing();
  }

  private static Outcome run(Path home, String in, String... words) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> env =
        Map.of(
            "ATOCORE_DB",
            url,
            "ATOCORE_ALERT_LOG",
            home.resolve("alerts.log").toString(),
            "ATOCORE_ACTOR",
            "J\u00fcrgen",
            "HOME",
            home.toString());
    int exit = Main.run(out, err, env, new ByteArrayInputStream(in.getBytes(UTF_8)), words);
    return new Outcome(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  private record Outcome(int exit, String out, String err) {}
}
