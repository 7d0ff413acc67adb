package dev.atocore.cli.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command line taken apart far enough to know whose it is.
 *
 * @param first the first word that is no option: a group or a command of its own; null when there
 *     is none
 * @param second the word after a group, or two of them; null when there is none
 * @param rest everything but these words, in order
 * @param help whether help was asked for before the command's name
 * @param version whether the version was asked for
 */
record Invocation(
    @Nullable String first,
    @Nullable String second,
    List<String> rest,
    boolean help,
    boolean version) {

  static Invocation parse(String[] args) {
    List<String> rest = new ArrayList<>(args.length);
    String first = null;
    String second = null;
    int named = -1;
    boolean help = false;
    boolean version = false;
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      boolean nameComes = first == null || (second == null && CommandTable.isGroup(first));
      if (arg.equals("--")) {
        while (i < args.length) {
          rest.add(args[i++]);
        }
      } else if (arg.length() > 1 && arg.charAt(0) == '-') {
        help |= nameComes && (arg.equals("-h") || arg.equals("--help"));
        version |= first == null && (arg.equals("-V") || arg.equals("--version"));
        rest.add(arg);
        if (nameComes && takesValue(arg) && i + 1 < args.length) {
          rest.add(args[++i]);
        }
      } else if (!nameComes) {
        if (second != null && first != null && i == named + 1 && isLonger(first, second, arg)) {
          second = second + " " + arg;
        } else {
          rest.add(arg);
        }
      } else if (first == null && arg.equals("help")) {
        help = true;
      } else if (first == null) {
        first = arg;
      } else {
        second = arg;
        named = i;
      }
    }
    return new Invocation(first, second, rest, help, version);
  }

  /** Whether the word after a command's name makes it another command's: checkpoint verify. */
  private static boolean isLonger(String group, String name, String word) {
    return CommandTable.find(group, name + " " + word) != null;
  }

  private static boolean takesValue(String option) {
    for (String name : GlobalOptions.WITH_VALUE) {
      if (name.equals(option)) {
        return true;
      }
    }
    return false;
  }
}
