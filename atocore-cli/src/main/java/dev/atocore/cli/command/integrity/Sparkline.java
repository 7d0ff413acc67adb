package dev.atocore.cli.command.integrity;

import java.util.Collections;
import java.util.List;

/** Numbers as a row of little bars. */
final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /** A bar for each number, the highest for the largest of them; zero is the lowest. */
  static String of(List<Long> numbers) {
    long most = numbers.isEmpty() ? 0 : Collections.max(numbers);
    StringBuilder line = new StringBuilder(numbers.size());
    for (long number : numbers) {
      // Whatever is there at all must be seen beside nothing.
      int bar =
          number <= 0
              ? 0
              : 1 + (int) ((double) (number - 1) / Math.max(1, most - 1) * (BARS.length() - 2));
      line.append(BARS.charAt(most == 1 && number == 1 ? BARS.length() - 1 : bar));
    }
    return line.toString();
  }
}
