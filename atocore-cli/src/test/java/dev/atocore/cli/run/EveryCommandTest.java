package dev.atocore.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore;
import dev.atocore.cli.Atocore.Result;
import dev.atocore.cli.Main;
import dev.atocore.testing.CommandLines;
import dev.atocore.testing.MemoryFolder;
import dev.atocore.testing.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What holds for each command, whatever it does. */
class EveryCommandTest {
  private static final Locale LOCALE = Locale.getDefault();
  private static final TimeZone ZONE = TimeZone.getDefault();
  private static final Map<String, String> USUAL = new HashMap<>();

  /** A path would be made below the folder that the tests are started in. */
  private static final Set<String> PATHS = Set.of("FILE", "PATH|URL");

  @TempDir(factory = MemoryFolder.class)
  static Path filled;

  private static CommandLines lines;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @BeforeAll
  static void fill() throws Exception {
    lines = CommandLines.fill(filled, new Atocore(filled)::out);
  }

  @AfterEach
  void asItWas() {
    Locale.setDefault(LOCALE);
    TimeZone.setDefault(ZONE);
  }

  /** All but the server, which goes on until it is told to stop. */
  static List<CommandTable.Entry> commands() {
    return CommandTableTest.endingEntries();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void line_isThereForEveryCommandThatNeedsOne(CommandTable.Entry entry) throws Exception {
    Result result = run(entry, List.of());

    assertThat(result.err()).doesNotContain("Missing required", "Unknown option", "internal error");
    assertThat(entry.load().spec().requiredArgs().size())
        .as("arguments in CommandLines for " + entry.path())
        .isLessThanOrEqualTo(lines.of(entry.path(), folder).arguments().size());
  }

  /** Other digits, other calendars, other rules for i, other separators. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ar-EG-u-nu-arab",
        "az-AZ",
        "de-DE",
        "en-US",
        "fa-IR-u-ca-persian-nu-arabext",
        "fr-CH",
        "hi-IN-u-nu-deva",
        "ja-JP-u-ca-japanese",
        "lt-LT",
        "th-TH-u-ca-buddhist-nu-thai",
        "tr-TR"
      })
  void locale_changesNothing(String tag) throws Exception {
    List<String> more = tag.startsWith("ar") ? List.of("-o", "json") : List.of();
    for (CommandTable.Entry entry : commands()) {
      // Its text is the library's; the process as a whole has the root's locale.
      if (entry.path().equals("completion")) {
        continue;
      }
      String usual = usual(entry, more);
      Locale.setDefault(Locale.forLanguageTag(tag));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
      assertThat(comparable(run(entry, more))).as(entry.path()).isEqualTo(usual);
    }
  }

  /** What it does in no locale; found out once. */
  private String usual(CommandTable.Entry entry, List<String> more) throws IOException {
    String line = entry.path() + more;
    String usual = USUAL.get(line);
    if (usual == null) {
      Locale.setDefault(Locale.ROOT);
      TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
      usual = comparable(run(entry, more));
      USUAL.put(line, usual);
    }
    return usual;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void result_thatCannotBeWritten_isAFailure(CommandTable.Entry entry) throws Exception {
    Result usual = run(entry, List.of());
    int code = usual.out().isEmpty() ? usual.exit() : ExitCode.FAILED;
    int quiet = usual.out().isEmpty() ? usual.exit() : ExitCode.BROKEN_PIPE;

    Result full = run(entry, failing("No space left on device"), new ByteArrayOutputStream());
    assertThat(full.exit()).isEqualTo(code);
    assertThat(full.err()).doesNotContain("xception", "\tat ", "internal error");
    if (!usual.out().isEmpty()) {
      assertThat(full.err()).contains("the result cannot be written: No space left on device\n");
    }
    Result gone = run(entry, failing("Broken pipe"), new ByteArrayOutputStream());
    assertThat(gone.exit()).isEqualTo(quiet);
    assertThat(usual.err()).startsWith(gone.err());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void messages_thatCannotBeWritten_changeNothingElse(CommandTable.Entry entry) throws Exception {
    Result usual = run(entry, List.of());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Result result = run(entry, out, failing("No space left on device"));

    assertThat(comparable(new Result(result.exit(), out.toString(UTF_8), "")))
        .isEqualTo(comparable(new Result(usual.exit(), usual.out(), "")));
  }

  /** Joined by an equals sign it cannot be mistaken, so apart from it must do the same. */
  @ParameterizedTest
  @MethodSource("commands")
  void value_thatBeginsWithAHyphen_isText(CommandTable.Entry entry) throws Exception {
    for (OptionSpec option : new CommandLine(entry.load().spec()).getCommandSpec().options()) {
      if (option.arity().max() == 0 || PATHS.contains(option.paramLabel())) {
        continue;
      }
      boolean everywhere = Set.of("--actor", "--output").contains(option.longestName());
      for (String value : everywhere ? List.of("--help") : List.of("-x", "--", "--help")) {
        String name = option.longestName();
        Result joined = run(entry, List.of(name + "=" + value));
        assertThat(joined.out()).as(name + " " + value).doesNotContain("Usage: atocore");
        assertThat(joined.err())
            .as(name + " " + value)
            .doesNotContain("Unknown option", "Expected parameter", "internal error", "Usage:");
        if (option.arity().min() > 0) {
          assertThat(comparable(run(entry, List.of(name, value))))
              .as(name + " " + value)
              .isEqualTo(comparable(joined));
        }
      }
    }
  }

  /** Behind {@code --} even what is an option is an argument. */
  @ParameterizedTest
  @MethodSource("commands")
  void argument_thatBeginsWithAHyphen_isText(CommandTable.Entry entry) throws Exception {
    int arguments =
        new CommandLine(entry.load().spec()).getCommandSpec().positionalParameters().size();
    if (arguments == 0 || lines.of(entry.path(), folder).arguments().isEmpty()) {
      return;
    }
    for (String value : List.of("-x", "--help", "--")) {
      List<String> given = new ArrayList<>(List.of("--"));
      for (int i = 0; i < arguments; i++) {
        given.add(value);
      }
      List<String> words = new ArrayList<>(List.of(entry.path().split(" ")));
      for (String word : lines.of(entry.path(), folder).arguments()) {
        if (word.startsWith("--")) {
          words.add(word);
        }
      }
      words.addAll(given);
      lines.copyTo(folder);
      Result result = new Atocore(folder).run(words.toArray(new String[0]));
      assertThat(result.out()).as(value).doesNotContain("Usage: atocore");
      assertThat(result.err()).as(value).doesNotContain("Unknown option", "internal error");
    }
  }

  @Test
  void help_hasNoLeftoversOfAFormat() {
    for (CommandTable.Entry entry : CommandTableTest.entries()) {
      assertThat(new Atocore(folder).out((entry.path() + " --help").split(" ")))
          .doesNotContain("%%", "%n", "${");
    }
  }

  private Result run(CommandTable.Entry entry, List<String> more) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Result result = run(entry, out, new ByteArrayOutputStream(), more);
    return new Result(result.exit(), out.toString(UTF_8), result.err());
  }

  private Result run(CommandTable.Entry entry, OutputStream out, OutputStream err)
      throws IOException {
    return run(entry, out, err, List.of());
  }

  /** Runs it on a copy of the folder of its own. */
  private Result run(
      CommandTable.Entry entry, OutputStream out, OutputStream err, List<String> more)
      throws IOException {
    lines.copyTo(folder);
    CommandLines.Line line = lines.of(entry.path(), folder);
    List<String> words = new ArrayList<>(line.words());
    words.addAll(more);
    Map<String, String> env =
        Map.of(
            "ATOCORE_DB", folder.resolve("store.db").toString(),
            "ATOCORE_ALERT_LOG", folder.resolve("alerts.log").toString(),
            "ATOCORE_ACTOR", "Jürgen 世界",
            "HOME", folder.toString());
    int exit =
        Main.run(
            out,
            err,
            env,
            new ByteArrayInputStream(line.in().getBytes(UTF_8)),
            words.toArray(new String[0]));
    return new Result(exit, "", err.toString());
  }

  private static String comparable(Result result) {
    return Outcome.comparable(result.exit(), result.out(), result.err());
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }

      @Override
      public String toString() {
        return "";
      }
    };
  }
}
