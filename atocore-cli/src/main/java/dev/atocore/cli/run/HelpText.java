package dev.atocore.cli.run;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code --help} prints. The overview and the groups come from the table alone. */
final class HelpText {
  private static final int WIDTH = 100;
  private static final String GLOBALS =
      """

      Everywhere: --db PATH, --actor NAME, -o text|json|ndjson|csv, --csv-safe, --no-color, -v, -vv, -q, -h
      Environment: ATOCORE_DB, ATOCORE_ACTOR, ATOCORE_OUTPUT, NO_COLOR
      Exit codes: 0 done, 1 failed, 2 wrong usage or invalid input, 3 done with findings
      """;

  private HelpText() {}

  static String overview() {
    StringBuilder text = new StringBuilder(2048);
    text.append("atocore: a governed long-term memory for LLM agents\n\n");
    text.append("Usage: atocore COMMAND [OPTIONS]\n");
    for (String group : CommandTable.groups()) {
      text.append('\n').append(CommandTable.groupSummary(group)).append('\n');
      commands(text, group);
    }
    text.append("\nOthers\n");
    commands(text, "");
    text.append(GLOBALS);
    text.append(
        "'atocore COMMAND --help' tells about one command, 'atocore --version' which this is.\n");
    return text.toString();
  }

  static String group(String group) {
    StringBuilder text = new StringBuilder(512);
    text.append("Usage: atocore ").append(group).append(" COMMAND [OPTIONS]\n\n");
    text.append(CommandTable.groupSummary(group)).append('\n');
    commands(text, group);
    return text.append(GLOBALS).toString();
  }

  static String command(CommandTable.Entry entry, CliCommand command, CommandLine line) {
    line.setCommandName("atocore " + entry.path());
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    usage.width(WIDTH);
    usage.sortOptions(false);
    usage.sortSynopsis(false);
    usage.abbreviateSynopsis(true);
    usage.synopsisHeading("Usage: ");
    usage.descriptionHeading("%n");
    usage.description(escaped(concat(entry.summary() + ".", command.description())));
    usage.parameterListHeading("%nArguments:%n");
    usage.optionListHeading("%nOptions:%n");
    usage.exitCodeListHeading("%nExit codes:%n");
    usage.exitCodeList(CommandLine.Model.UsageMessageSpec.keyValuesMap(command.exits()));
    usage.footerHeading("%nExamples:%n");
    String[] examples = command.examples();
    String[] footer = new String[examples.length];
    for (int i = 0; i < examples.length; i++) {
      footer[i] = "  atocore " + examples[i];
    }
    usage.footer(escaped(footer));
    return line.getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  /** What to say when options came but no command. */
  static String incomplete(@Nullable String group) {
    String path = group == null ? "" : group + " ";
    return "no command given; 'atocore " + path + "--help' lists them";
  }

  /** What to say of a command that is not there. */
  static String unknown(String first, @Nullable String second) {
    String near =
        second == null
            ? nearestOfAll(first)
            : NearestWord.of(second, names(CommandTable.commands(first)));
    String path = second == null ? first : first + " " + second;
    return "there is no command \""
        + path
        + "\""
        + (near == null
            ? ""
            : "; did you mean \"" + (second == null ? "" : first + " ") + near + "\"?")
        + "; 'atocore "
        + (second == null ? "" : first + " ")
        + "--help' lists the commands";
  }

  static String firstLine(@Nullable String text) {
    String all = String.valueOf(text);
    int end = all.indexOf('\n');
    return end < 0 ? all : all.substring(0, end).stripTrailing();
  }

  private static void commands(StringBuilder text, String group) {
    for (CommandTable.Entry entry : CommandTable.commands(group)) {
      String path = entry.path();
      text.append("  ").append(path);
      for (int i = path.length(); i < 24; i++) {
        text.append(' ');
      }
      text.append(entry.summary()).append('\n');
    }
  }

  private static @Nullable String nearestOfAll(String word) {
    String group = NearestWord.of(word, CommandTable.groups());
    return group == null ? NearestWord.of(word, names(CommandTable.commands(""))) : group;
  }

  private static String[] names(CommandTable.Entry[] entries) {
    String[] names = new String[entries.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = entries[i].name();
    }
    return names;
  }

  private static String[] concat(String first, String[] more) {
    String[] all = new String[more.length + 1];
    all[0] = first;
    System.arraycopy(more, 0, all, 1, more.length);
    return all;
  }

  /** Picocli takes these texts for format strings. */
  private static String[] escaped(String[] texts) {
    String[] all = new String[texts.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = texts[i].replace("%", "%%");
    }
    return all;
  }
}
