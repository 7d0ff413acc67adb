package dev.atocore.cli.run;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that every command takes, before or after its name. */
final class GlobalOptions {
  /**
   * Those that take a value; {@link Runner} must step over it when it looks for the command's name.
   */
  static final String[] WITH_VALUE = {"--db", "--actor", "-o", "--output"};

  final Value<String> db = new Value<>();
  final Value<String> actor = new Value<>();
  final Value<String> output = new Value<>();
  final Value<Boolean> csvSafe = new Value<>();
  final Value<Boolean> noColor = new Value<>();
  final Value<boolean[]> verbose = new Value<>();
  final Value<Boolean> quiet = new Value<>();
  final Value<Boolean> help = new Value<>();

  void addTo(CommandSpec spec) {
    add(spec, db, String.class, "PATH|URL", "The store (ATOCORE_DB).", "--db");
    add(
        spec,
        actor,
        String.class,
        "NAME",
        "Who acts, for the audit log (ATOCORE_ACTOR).",
        "--actor");
    add(
        spec,
        output,
        String.class,
        "FORMAT",
        "text, json, ndjson or csv (ATOCORE_OUTPUT).",
        "-o",
        "--output");
    add(
        spec,
        csvSafe,
        Boolean.class,
        "",
        "With -o csv: a ' before cells that spreadsheets take for formulas.",
        "--csv-safe");
    add(spec, noColor, Boolean.class, "", "Plain text (NO_COLOR).", "--no-color");
    add(spec, verbose, boolean[].class, "", "Log more to stderr; -vv with stack traces.", "-v");
    add(
        spec,
        quiet,
        Boolean.class,
        "",
        "Log less; print only ids where ids are the result.",
        "-q",
        "--quiet");
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .type(Boolean.class)
            .arity("0")
            .usageHelp(true)
            .getter(help.port())
            .setter(help.port())
            .description("Show this help.")
            .build());
  }

  /** How often {@code -v} was given. */
  int verbosity() {
    boolean[] given = verbose.get();
    return given == null ? 0 : given.length;
  }

  private static <T> void add(
      CommandSpec spec,
      Value<T> value,
      Class<T> type,
      String label,
      String description,
      String... names) {
    spec.addOption(CliCommand.option(value, type, label, description, names));
  }
}
