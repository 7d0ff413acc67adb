package dev.atocore.cli.run;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * One command. A subclass declares its options in its fields, what the help says of it in its
 * constructor, and maps the options to the libraries in {@link #run}. All of it is described to
 * picocli by calls, not annotations: reading annotations costs as much as the rest of a short
 * command. An instance runs once.
 */
public abstract class CliCommand {
  private static final String[] USUAL_EXITS = {
    "0:Done.",
    "1:The operation failed; one line on stderr says what and what to do.",
    "2:Wrong usage or invalid input."
  };

  private final CommandSpec spec = CommandSpec.create();
  private final GlobalOptions globals = new GlobalOptions();
  private int positionals;
  private String[] description = {};
  private String[] examples = {};
  private String[] exits = USUAL_EXITS;
  private String[] reports = {};
  private boolean listsRows;
  private boolean takesAnyText;

  /** For subclasses, whose constructors take nothing. */
  protected CliCommand() {}

  /**
   * Does it, prints the result, and gives the exit code.
   *
   * @throws IOException if a file or stdin cannot be read; what the libraries throw goes through as
   *     well
   */
  protected abstract int run(Cli cli) throws IOException;

  /** What the help says below the synopsis, a paragraph a string. */
  protected final void describe(String... paragraphs) {
    description = paragraphs;
  }

  /** Two or three command lines, without the leading {@code atocore}. */
  protected final void examples(String... lines) {
    examples = lines;
  }

  /** The result is rows, so that {@code -o csv} makes sense. */
  protected final void listsRows() {
    listsRows = true;
  }

  /**
   * What is not UTF-8 in arguments and environment is no reason to refuse: the command matters more
   * than its form.
   */
  protected final void anyText() {
    takesAnyText = true;
  }

  /** Formats that only this command knows, such as {@code sarif}. */
  protected final void reports(String... formats) {
    reports = formats;
  }

  /** The exit codes as {@code code:meaning}, where they are not the usual ones. */
  protected final void exits(String... codes) {
    exits = codes;
  }

  /** The usual exit codes, with a meaning for 3. */
  protected final void exitsWithFindings(String meaning) {
    exits(USUAL_EXITS[0], USUAL_EXITS[1], USUAL_EXITS[2], "3:" + meaning);
  }

  /** An option with a text. */
  protected final Value<String> text(String name, String label, String description) {
    return add(String.class, label, description, name);
  }

  /** An option with a text that must be there. */
  protected final Value<String> requiredText(String name, String label, String description) {
    Value<String> value = new Value<>();
    spec.addOption(
        option(value, String.class, label, description, name).toBuilder().required(true).build());
    return value;
  }

  /** An option with a text that may be left out; the text is then empty. */
  protected final Value<String> optionalText(String name, String label, String description) {
    Value<String> value = new Value<>();
    spec.addOption(
        option(value, String.class, label, description, name).toBuilder()
            .arity("0..1")
            .fallbackValue("")
            .build());
    return value;
  }

  /** An option with a whole number. */
  protected final Value<Integer> number(String name, String label, String description) {
    return add(Integer.class, label, description, name);
  }

  /** An option with a large whole number. */
  protected final Value<Long> bigNumber(String name, String label, String description) {
    return add(Long.class, label, description, name);
  }

  /** An option with a large whole number that must be there. */
  protected final Value<Long> requiredNumber(String name, String label, String description) {
    Value<Long> value = new Value<>();
    spec.addOption(
        option(value, Long.class, label, description, name).toBuilder().required(true).build());
    return value;
  }

  /** An option with a decimal number. */
  protected final Value<Double> decimal(String name, String label, String description) {
    return add(Double.class, label, description, name);
  }

  /** An option that is there or not. */
  protected final Value<Boolean> flag(String name, String description) {
    return add(Boolean.class, "", description, name);
  }

  /** An option that takes several texts, and may be given several times. */
  protected final Value<List<String>> texts(String name, String label, String description) {
    return list(name, label + ArgumentText.SEVERAL, description);
  }

  private Value<List<String>> list(String name, String label, String description) {
    Value<List<String>> value = new Value<>();
    spec.addOption(
        OptionSpec.builder(name)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1") // each with the option's name, by ArgumentText
            .paramLabel(label)
            .description(description)
            .getter(value.port())
            .setter(value.port())
            .build());
    return value;
  }

  /** An option that takes one text, and may be given several times. */
  protected final Value<List<String>> repeated(String name, String label, String description) {
    return list(name, label, description);
  }

  /** The next argument, which must be there. */
  protected final Value<String> argument(String label, String description) {
    return argument(String.class, label, description, "1");
  }

  /** The next argument, a whole number that must be there. */
  protected final Value<Long> numberArgument(String label, String description) {
    return argument(Long.class, label, description, "1");
  }

  /** The next argument, which may be left out. */
  protected final Value<String> optionalArgument(String label, String description) {
    return argument(String.class, label, description, "0..1");
  }

  /** The next argument, a whole number that may be left out. */
  protected final Value<Long> optionalNumberArgument(String label, String description) {
    return argument(Long.class, label, description, "0..1");
  }

  /** All arguments from here on. */
  protected final Value<List<String>> arguments(
      String label, String description, boolean required) {
    Value<List<String>> value = new Value<>();
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(positionals + "..*")
            .arity(required ? "1..*" : "0..*")
            .required(required)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(description)
            .getter(value.port())
            .setter(value.port())
            .build());
    return value;
  }

  /** What {@code --actor} says, for commands that choose by it. */
  protected final @Nullable String actorOption() {
    return globals.actor.get();
  }

  final GlobalOptions globals() {
    return globals;
  }

  final String[] description() {
    return description;
  }

  final String[] examples() {
    return examples;
  }

  final String[] exits() {
    return exits;
  }

  final String[] reports() {
    return reports;
  }

  final boolean isListing() {
    return listsRows;
  }

  final boolean takesAnyText() {
    return takesAnyText;
  }

  /** The finished description of the command; called once. */
  final CommandSpec spec() {
    globals.addTo(spec);
    return spec;
  }

  static <T> OptionSpec option(
      Value<T> value, Class<T> type, String label, String description, String... names) {
    boolean flag = type == Boolean.class || type == boolean[].class;
    return OptionSpec.builder(names)
        .type(type)
        .arity(flag ? "0" : "1")
        .paramLabel(label)
        .description(description)
        .getter(value.port())
        .setter(value.port())
        .build();
  }

  private <T> Value<T> add(Class<T> type, String label, String description, String name) {
    Value<T> value = new Value<>();
    spec.addOption(option(value, type, label, description, name));
    return value;
  }

  private <T> Value<T> argument(Class<T> type, String label, String description, String arity) {
    Value<T> value = new Value<>();
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(Integer.toString(positionals++))
            .arity(arity)
            .required(arity.equals("1"))
            .type(type)
            .paramLabel(label)
            .description(description)
            .getter(value.port())
            .setter(value.port())
            .build());
    return value;
  }
}
