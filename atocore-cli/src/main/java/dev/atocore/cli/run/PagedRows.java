package dev.atocore.cli.run;

import dev.atocore.cli.out.RowShape;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints a list page by page, so that what is held does not grow with what was asked for.
 *
 * @param <T> the kind of row
 */
@FunctionalInterface
public interface PagedRows<T> {
  /** So many rows are held at most. */
  int PAGE = 200;

  /**
   * Reads a page.
   *
   * @param limit at most so many
   * @param after the {@code next} of the page before; at first what the user gave, null for none
   */
  Page<T> read(int limit, @Nullable String after);

  /**
   * Prints the list up to a number of rows, and where to go on if there are more. A page that is
   * short and not the last ends it too: so much was looked at for it, and this is said.
   *
   * @param most what the user asked for; a number below 1 is for the reading to refuse
   * @param after where to begin; null for the beginning
   * @return whether all was looked at, and there was no row
   */
  static <T> boolean print(
      Cli cli, RowShape<T> shape, int most, @Nullable String after, PagedRows<T> pages)
      throws IOException {
    RowOutput<T> output = RowOutput.begin(cli, shape);
    int left = most;
    String next = after;
    while (true) {
      int asked = Math.min(left, PAGE);
      Page<T> page = pages.read(asked, next);
      page.rows().forEach(output::row);
      left -= page.rows().size();
      next = page.next();
      boolean isCut = next != null && page.rows().size() < asked;
      if (next == null || left <= 0 || isCut) {
        output.end(next);
        if (isCut) {
          cli.note("not all was looked at: older ones may match; go on with --after " + next);
        }
        return output.isEmpty() && next == null;
      }
    }
  }

  /**
   * Some rows.
   *
   * @param next where to go on; null when these were the last
   */
  record Page<T>(List<T> rows, @Nullable String next) {}
}
