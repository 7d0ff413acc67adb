package dev.atocore.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Main;
import dev.atocore.testing.CommandLines;
import dev.atocore.testing.MemoryFolder;
import dev.atocore.testing.Outcome;
import dev.atocore.testing.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command on a store in PostgreSQL, beside the same on one that is a file. */
class EveryCommandOnPostgresTest {
  /** What is a file's own, and what takes its place. */
  private static final Map<String, String> OF_FILES =
      Map.of(
          "db backup", "copies are pg_dump's, or pg_basebackup's for the whole server",
          "db restore", "restore a copy of pg_dump by pg_restore, or one of pg_basebackup",
          "db verify-backup", "restore the copy elsewhere and run 'integrity run' on it");

  /** What says something of its own, held here by a line that it must say. */
  private static final Map<String, String> DIFFER =
      Map.of(
          "audit redact", "in old versions of rows until VACUUM, in archives",
          "db grants", "GRANT SELECT, INSERT ON TABLE public.memory_audit TO app;",
          "db status", "applied   20 store, ",
          "doctor", "plain text, on this machine alone",
          "integrity checks", "log-unguarded");

  /** What one kind of store has and the other lacks, each by the first words of a line. */
  private static final Pattern OF_ONE_KIND =
      Pattern.compile(
          "(?m)^(ok +(sqlite-outdated|wal-stuck|disk-nearly-full|file-mode-open|index-invalid"
              + "|log-unguarded|replica-behind|transactions-run-out)"
              + "| +the server keeps no data checksums: .*"
              + "|atocore integrity backups .*)\n");

  /** Where what lies beside a store lies. */
  private static final Pattern BESIDE =
      Pattern.compile("/\\S+/[.]local/state/atocore/[^/\\s]+/store(?=[.])");

  /** What a proof consists of. */
  private static final Pattern BASE64 = Pattern.compile("(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40,}=*");

  @TempDir(factory = MemoryFolder.class)
  static Path ofFile;

  @TempDir(factory = MemoryFolder.class)
  static Path ofServer;

  private static String url;
  private static String kept;
  private static String written = "";
  private static CommandLines fileLines;
  private static CommandLines serverLines;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @BeforeAll
  static void fill() throws Exception {
    url = PostgresServer.newDatabase();
    fileLines = CommandLines.fill(ofFile, words -> filling(ofFile, file(ofFile), words));
    serverLines =
        CommandLines.fill(
            ofServer, words -> words[0].equals("db") ? "" : filling(ofServer, url, words));
    try (Stream<Path> beside = Files.walk(ofServer)) {
      Path checkpoint =
          beside.filter(file -> file.endsWith("store.checkpoint")).findFirst().orElseThrow();
      Files.copy(checkpoint, ofServer.resolve("store.db.checkpoint"));
    }
    kept = PostgresServer.newDatabase();
    PostgresServer.copyDatabase(kept, url);
  }

  /** All but the server, which goes on until it is told to stop. */
  static List<CommandTable.Entry> commands() {
    return CommandTableTest.endingEntries();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_doesWhatItDoesOnAFile_orSaysWhatToUse(CommandTable.Entry entry) throws IOException {
    String command = entry.path();
    fileLines.copyTo(folder);
    Result onFile = run(folder, file(folder), fileLines.of(command, folder));
    asFilled();
    serverLines.copyTo(folder);
    Result onServer = run(folder, url, serverLines.of(command, folder));

    String said = onServer.out() + onServer.err();
    assertThat(said)
        .doesNotContain("xception", "\tat ", "internal error", "org.postgresql", "PRAGMA")
        .doesNotContain("currentSchema=", "user=", "password=");
    if (OF_FILES.containsKey(command)) {
      assertThat(onFile.exit()).as(onFile.err()).isEqualTo(ExitCode.OK);
      assertThat(onServer.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(onServer.out()).isEmpty();
      assertThat(onServer.err()).hasLineCount(1).contains(OF_FILES.get(command));
    } else if (command.equals("db rollback")) {
      assertThat(onServer.exit()).isEqualTo(ExitCode.USAGE);
      assertThat(onServer.err())
          .hasLineCount(1)
          .contains("the store is at version ", "; it goes back to 0, or 20");
    } else if (DIFFER.containsKey(command)) {
      assertThat(onServer.exit()).as(said).isEqualTo(ExitCode.OK);
      assertThat(said).contains(DIFFER.get(command));
    } else {
      assertThat(comparable(command, onServer, url.replaceFirst("[?].*", "")))
          .isEqualTo(comparable(command, onFile, file(folder)));
    }
  }

  /** Makes the database as it was when it had been filled, unless it still is. */
  private static void asFilled() {
    if (!PostgresServer.written().equals(written)) {
      PostgresServer.copyDatabase(url, kept);
      written = PostgresServer.written();
    }
  }

  /** Without what differs from run to run, and without the name of the store. */
  private static String comparable(String command, Result result, String store) {
    String out = named(result.out(), store);
    if (command.equals("audit prove")) {
      out = BASE64.matcher(out).replaceAll("BASE64");
    }
    String text = Outcome.comparable(result.exit(), out, named(result.err(), store));
    // Where a long value is cut depends on how many digits its numbers have.
    return OF_ONE_KIND.matcher(text).replaceAll("").replaceAll("[^,\n]*…", "…");
  }

  private static String named(String text, String store) {
    return BESIDE.matcher(text.replace(store, "STORE")).replaceAll("STORE");
  }

  private static String file(Path folder) {
    return folder.resolve("store.db").toString();
  }

  private static String filling(Path home, String store, String... words) {
    List<String> arguments = List.of(words).subList(1, words.length);
    Result result = run(home, store, new CommandLines.Line(words[0], arguments, ""));
    assertThat(result.exit()).as(String.join(" ", words) + "\n" + result.err()).isZero();
    return result.out().stripTrailing();
  }

  private static Result run(Path home, String store, CommandLines.Line line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> env =
        Map.of(
            "ATOCORE_DB",
            store,
            "ATOCORE_ALERT_LOG",
            home.resolve("alerts.log").toString(),
            "ATOCORE_ACTOR",
            "Jürgen",
            "HOME",
            home.toString());
    int exit =
        Main.run(
            out,
            err,
            env,
            new ByteArrayInputStream(line.in().getBytes(UTF_8)),
            line.words().toArray(new String[0]));
    return new Result(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  private record Result(int exit, String out, String err) {}
}
