package dev.atocore.cli.run;

import dev.atocore.cli.out.OutputFormat;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command's arguments rewritten so that picocli takes none of their texts for an option: the word
 * after an option with a value is that value, whatever it begins with, and a word such as {@code
 * -orange} that is no option is an argument.
 */
final class ArgumentText {
  /** Before arguments; no argument of a process can be this, while a value can be {@code --}. */
  static final String END = "\0";

  /** Behind the label of an option that takes all words up to the next option. */
  static final String SEVERAL = "...";

  private final CommandSpec spec;
  private final List<String> options = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private boolean ambiguous;
  private boolean help;

  private ArgumentText(CommandSpec spec) {
    this.spec = spec;
  }

  /**
   * The rewritten arguments.
   *
   * @param words what picocli is given
   * @param help whether help was asked for
   */
  record Parsed(List<String> words, boolean help) {}

  static Parsed parse(CommandSpec spec, List<String> given) {
    ArgumentText text = new ArgumentText(spec);
    return new Parsed(text.words(given), text.help);
  }

  private List<String> words(List<String> given) {
    List<String> words = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      String word = given.get(i);
      if (word.equals("--")) {
        List<String> rest = given.subList(i + 1, given.size());
        arguments.addAll(rest);
        words.add(END);
        words.addAll(rest);
        break;
      }
      OptionSpec option = spec.optionsMap().get(word);
      if (option == null) {
        boolean isOption = isOption(word);
        (isOption ? options : arguments).add(word);
        words.add(word);
        ambiguous |= !isOption && isDash(word);
        continue;
      }
      help |= option.usageHelp();
      String whole = word;
      boolean more = i + 1 < given.size();
      if (option.arity().min() > 0) {
        whole = more ? word + "=" + given.get(++i) : word;
      } else if (option.arity().max() > 0) {
        // A value that may be left out is one only if it is no option.
        whole = word + "=" + (more && !isDash(given.get(i + 1)) ? given.get(++i) : "");
      }
      options.add(whole);
      words.add(whole);
      while (option.paramLabel().endsWith(SEVERAL)
          && i + 1 < given.size()
          && !isDash(given.get(i + 1))) {
        String another = word + "=" + given.get(++i);
        options.add(another);
        words.add(another);
      }
    }
    if (!ambiguous) {
      return words;
    }
    List<String> apart = new ArrayList<>(options);
    apart.add(END);
    apart.addAll(arguments);
    return apart;
  }

  /** Whether a word that is no option as it stands is one with its value, several, or mistyped. */
  private boolean isOption(String word) {
    if (!isDash(word)) {
      return false;
    }
    if (word.startsWith("--") || spec.positionalParameters().isEmpty()) {
      return true;
    }
    if (word.startsWith("-o")) {
      String format = word.substring(word.startsWith("-o=") ? 3 : 2);
      return word.startsWith("-o=") || OutputFormat.of(format) != null;
    }
    for (int i = 1; i < word.length(); i++) {
      OptionSpec option = spec.optionsMap().get("-" + word.charAt(i));
      if (option == null || option.arity().max() > 0) {
        return word.length() == 2 && !Character.isDigit(word.charAt(1));
      }
    }
    return true;
  }

  private static boolean isDash(String word) {
    return word.length() > 1 && word.charAt(0) == '-';
  }
}
