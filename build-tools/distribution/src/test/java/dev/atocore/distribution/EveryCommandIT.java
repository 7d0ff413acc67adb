package dev.atocore.distribution;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.run.CommandModel;
import dev.atocore.testing.CommandLines;
import dev.atocore.testing.Machine;
import dev.atocore.testing.MemoryFolder;
import dev.atocore.testing.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every command in a process of its own, as a shell starts it. */
class EveryCommandIT {
  /** What a terminal, cron, ssh or a container says of languages; most is not installed. */
  private static final List<Map<String, String>> LOCALES =
      List.of(
          Map.of(),
          Map.of("LANG", "C"),
          Map.of("LC_ALL", "POSIX"),
          Map.of("LANG", "en_US.UTF-8", "LANGUAGE", "de:fr"),
          Map.of("LC_CTYPE", "UTF-8"),
          Map.of("LC_ALL", "de_DE.ISO-8859-1"),
          Map.of(
              "LANG", "tr_TR.UTF-8", "JAVA_TOOL_OPTIONS", "-Duser.language=tr -Duser.country=TR"),
          Map.of("LC_ALL", "ar_EG.UTF-8", "JDK_JAVA_OPTIONS", own("ar", "EG", "nu-arab")),
          Map.of("LANG", "fa_IR", "_JAVA_OPTIONS", own("fa", "IR", "nu-arabext")),
          Map.of(
              "LC_TIME",
              "th_TH.TIS-620",
              "TZ",
              "Asia/Bangkok",
              "JAVA_TOOL_OPTIONS",
              own("th", "TH", "ca-buddhist-nu-thai")),
          Map.of("LC_ALL", "ja_JP.eucJP", "JDK_JAVA_OPTIONS", "-Dfile.encoding=EUC-JP"));

  /** What the JVM itself says of the options in its environment. */
  private static final Pattern PICKED_UP = Pattern.compile("(?m)^(NOTE: )?Picked up .*\n");

  @TempDir(factory = MemoryFolder.class)
  static Path filled;

  /** Of one name for all tests: a path that is longer may be shown otherwise. */
  @TempDir(factory = MemoryFolder.class)
  static Path folder;

  private static CommandLines lines;
  private static final Map<String, Checkout.Result> USUAL = new ConcurrentHashMap<>();

  @BeforeAll
  static void fill() throws Exception {
    Checkout checkout = checkout(filled);
    lines =
        CommandLines.fill(
            filled,
            arguments -> {
              Checkout.Result result = checkout.atocore(arguments);
              assertThat(result.exit()).as(result.output()).isZero();
              return result.out();
            });
    forEachCommand(
        command -> {
          USUAL.put(command, run(command, own(command), "<stdin", Map.of()));
        });
  }

  @Test
  void locale_changesNothing() throws Exception {
    List<String> commands = commands();
    forEachCommand(
        command -> {
          Map<String, String> locale = LOCALES.get(commands.indexOf(command) % LOCALES.size());
          assertThat(comparable(run(command, own(command), "<stdin", locale)))
              .as(command + " under " + locale)
              .isEqualTo(comparable(usual(command)));
        });
  }

  @Test
  void streams_thatAreClosed_areNoFilesOfTheProcess() throws Exception {
    forEachCommand(
        command -> {
          Path own = own(command);
          Checkout.Result result = run(command, own, "<&- >&- 2>&-", Map.of());
          boolean reads = !lines.of(command, own).in().isEmpty() && !command.equals("alert emit");
          assertThat(result)
              .as(command)
              .isEqualTo(new Checkout.Result(reads ? 2 : withoutStdout(command), "", ""));
          for (String store : List.of("store.db", "bäckup.db")) {
            assertSound(own.resolve(store));
          }
        });
  }

  @Test
  void streams_thatAreFull() throws Exception {
    Machine.needs(Files.exists(Path.of("/dev/full")), "/dev/full");
    forEachCommand(
        command ->
            assertThat(run(command, own(command), "<stdin >/dev/full 2>/dev/full", Map.of()).exit())
                .as(command)
                .isEqualTo(withoutStdout(command)));
  }

  /** The options that name a file, in a folder where such a file may be made. */
  @Test
  void file_whoseNameBeginsWithAHyphen() throws Exception {
    for (Map.Entry<String, CommandSpec> command : specs().entrySet()) {
      for (OptionSpec option : command.getValue().options()) {
        if (option.arity().min() == 0
            || !List.of("FILE", "PATH|URL").contains(option.paramLabel())
            || (option.longestName().equals("--db") && !command.getKey().equals("db init"))
            || command.getKey().equals("serve")) {
          continue;
        }
        List<Checkout.Result> results = new ArrayList<>();
        for (List<String> form :
            List.of(
                List.of(option.longestName(), "--help"),
                List.of(option.longestName() + "=--help"))) {
          Path own = own(command.getKey());
          lines.copyTo(own);
          List<String> words = new ArrayList<>(lines.of(command.getKey(), own).words());
          words.addAll(form);
          results.add(checkout(own).atocore(words.toArray(new String[0])));
        }
        assertThat(results.get(0).output()).doesNotContain("Usage: ", "Unknown option");
        assertThat(comparable(results.get(0)))
            .as(command.getKey() + option.longestName())
            .isEqualTo(comparable(results.get(1)));
      }
    }
  }

  private static int withoutStdout(String command) {
    return usual(command).out().isEmpty() ? usual(command).exit() : 1;
  }

  private static Checkout.Result usual(String command) {
    return requireNonNull(USUAL.get(command), command);
  }

  private static Path own(String command) throws Exception {
    return Files.createDirectories(folder.resolve(command));
  }

  private static String own(String language, String country, String extension) {
    return "-Duser.language="
        + language
        + " -Duser.country="
        + country
        + " -Duser.extensions=u-"
        + extension;
  }

  private static Checkout checkout(Path folder) {
    Checkout checkout = new Checkout(folder);
    checkout.environment().put("ATOCORE_DB", folder.resolve("store.db").toString());
    checkout.environment().put("ATOCORE_ALERT_LOG", folder.resolve("alerts.log").toString());
    checkout.environment().put("ATOCORE_ACTOR", "Jürgen 世界");
    return checkout;
  }

  private static Checkout.Result run(
      String command, Path folder, String streams, Map<String, String> more) throws Exception {
    lines.copyTo(folder);
    CommandLines.Line line = lines.of(command, folder);
    Files.writeString(folder.resolve("stdin"), line.in());
    Checkout checkout = checkout(folder);
    checkout.environment().putAll(more);
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", "exec \"$0\" \"$@\" " + streams, Checkout.ATOCORE));
    words.addAll(line.words());
    Checkout.Result result = checkout.run(words.toArray(new String[0]));
    String here = folder.toString();
    return new Checkout.Result(
        result.exit(), result.out().replace(here, "."), result.err().replace(here, "."));
  }

  private static String comparable(Checkout.Result result) {
    return Outcome.comparable(
        result.exit(), result.out(), PICKED_UP.matcher(result.err()).replaceAll(""));
  }

  private static void assertSound(Path store) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        ResultSet rows = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
      assertThat(rows.getString(1)).as(store.toString()).isEqualTo("ok");
    }
  }

  /** All but the server, which goes on until it is told to stop. */
  private static List<String> commands() {
    return specs().keySet().stream().filter(command -> !command.equals("serve")).toList();
  }

  private static Map<String, CommandSpec> specs() {
    Map<String, CommandSpec> all = new LinkedHashMap<>();
    collect("", CommandModel.all(), all);
    return all;
  }

  private static void collect(String path, CommandLine line, Map<String, CommandSpec> all) {
    CommandSpec spec = line.getCommandSpec();
    if (!spec.options().isEmpty()) {
      all.put(path.strip(), spec);
    }
    spec.subcommands().forEach((name, child) -> collect(path + " " + name, child, all));
  }

  private static void forEachCommand(ForCommand task) throws Exception {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (String command : commands()) {
        running.add(
            threads.submit(
                () -> {
                  task.run(command);
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private interface ForCommand {
    void run(String command) throws Exception;
  }
}
