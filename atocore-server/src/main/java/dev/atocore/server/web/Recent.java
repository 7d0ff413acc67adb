package dev.atocore.server.web;

import java.util.List;

/**
 * The last rows of a list that may be of any length.
 *
 * @param rows in their order
 * @param leftOut how many are before them
 */
record Recent<T>(List<T> rows, long leftOut) {
  Recent {
    rows = List.copyOf(rows);
  }

  /** At most so many. */
  static <T> Recent<T> of(List<T> all, int most) {
    int from = Math.max(0, all.size() - most);
    return new Recent<>(all.subList(from, all.size()), from);
  }
}
