package dev.atocore.cli.run;

import dev.atocore.cli.out.OutputFormat;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.model.OwnActor;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.store.StoreUrl;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the global options and the environment say, the options first. An empty variable is none.
 */
final class CliSettings {
  private final Map<String, String> env;
  private final @Nullable String db;
  private final @Nullable String actor;
  private final OutputFormat format;
  private final @Nullable String report;
  private final boolean quiet;
  private final boolean verbose;
  private final boolean color;
  private final boolean csvSafe;

  private CliSettings(
      Map<String, String> env,
      @Nullable String db,
      @Nullable String actor,
      OutputFormat format,
      @Nullable String report,
      boolean quiet,
      boolean verbose,
      boolean color,
      boolean csvSafe) {
    this.env = env;
    this.db = db;
    this.actor = actor;
    this.format = format;
    this.report = report;
    this.quiet = quiet;
    this.verbose = verbose;
    this.color = color;
    this.csvSafe = csvSafe;
  }

  static CliSettings of(
      GlobalOptions globals, Map<String, String> env, CliCommand command, String path) {
    String word = given(globals.output, env, "ATOCORE_OUTPUT");
    String report = word != null && List.of(command.reports()).contains(word) ? word : null;
    return new CliSettings(
        env,
        given(globals.db, env, "ATOCORE_DB"),
        given(globals.actor, env, "ATOCORE_ACTOR"),
        // A report is a document for programs.
        report != null ? OutputFormat.JSON : format(word, globals, command, path),
        report,
        globals.quiet.isGiven(),
        globals.verbosity() > 0,
        !globals.noColor.isGiven()
            && variable(env, "NO_COLOR") == null
            && hasColors(variable(env, "TERM")),
        globals.csvSafe.isGiven());
  }

  static @Nullable String variable(Map<String, String> env, String name) {
    String value = env.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  Map<String, String> env() {
    return env;
  }

  OutputFormat format() {
    return format;
  }

  /** One of the command's own formats; null when it is none of them. */
  @Nullable String report() {
    return report;
  }

  boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbose;
  }

  boolean color() {
    return color;
  }

  /** Whether cells of CSV that are formulas to a spreadsheet are defused. */
  boolean csvSafe() {
    return csvSafe;
  }

  /** Who acts, or that one when nobody said. */
  String actor(String otherwise) {
    return actor == null ? otherwise : OwnActor.requireCaller(actor);
  }

  /** Who acts. */
  String actor() {
    return actor("cli:" + System.getProperty("user.name"));
  }

  /** Who acts when {@code --actor} means somebody else. */
  String actorApartFromOption() {
    String name = variable(env, "ATOCORE_ACTOR");
    return name == null ? "cli:" + System.getProperty("user.name") : OwnActor.requireCaller(name);
  }

  /** The store as the user called it. */
  StoreLocation store() {
    String given = db;
    if (given == null) {
      return new StoreFile(defaultStore());
    }
    return store(given);
  }

  /** A store that the user calls by that name. */
  StoreLocation store(String given) {
    StoreLocation location = StoreOptions.location(given, home());
    return location instanceof StoreUrl url ? new StoreUrl(url.url(), stateFolder()) : location;
  }

  /** Where this machine keeps what belongs to a store that is no file. */
  private Path stateFolder() {
    String state = variable(env, "XDG_STATE_HOME");
    return state != null && state.charAt(0) == '/'
        ? path(state, "XDG_STATE_HOME").resolve("atocore")
        : home().resolve(".local/state/atocore");
  }

  /** A path that the user typed. */
  static Path path(String text, String what) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw CliException.invalid(what + " is no path: " + e.getMessage());
    }
  }

  private Path defaultStore() {
    String data = variable(env, "XDG_DATA_HOME");
    // The XDG specification: a relative path is invalid and to be ignored.
    if (data != null && data.charAt(0) == '/') {
      return path(data, "XDG_DATA_HOME").resolve("atocore/atocore.db");
    }
    return home().resolve(".local/share/atocore/atocore.db");
  }

  private Path home() {
    String home = variable(env, "HOME");
    return home == null
        ? path(System.getProperty("user.home"), "the home folder")
        : path(home, "HOME");
  }

  private static OutputFormat format(
      @Nullable String word, GlobalOptions globals, CliCommand command, String path) {
    if (word == null) {
      return OutputFormat.TEXT;
    }
    OutputFormat format = OutputFormat.of(word);
    if (format == null) {
      throw CliException.usage(
          (globals.output.isGiven() ? "--output" : "ATOCORE_OUTPUT")
              + " is \""
              + word
              + "\"; use text, json, ndjson or csv"
              + (command.reports().length == 0
                  ? ""
                  : ", or here " + String.join(" or ", command.reports())));
    }
    if (format == OutputFormat.CSV && !command.isListing()) {
      throw CliException.usage(
          "'" + path + "' lists no rows, so there is no csv of it; use text, json or ndjson");
    }
    return format;
  }

  /** Whether a terminal of that kind understands more than text; one of no kind does not. */
  private static boolean hasColors(@Nullable String term) {
    return term != null && !term.equals("dumb");
  }

  private static @Nullable String given(
      Value<String> option, Map<String, String> env, String name) {
    String value = option.get();
    return value == null ? variable(env, name) : value;
  }
}
