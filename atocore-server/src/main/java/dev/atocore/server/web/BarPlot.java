package dev.atocore.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Stacked bars in an SVG that stretches with the page. Axis labels are text of the page beside it,
 * so that they keep their size on a phone.
 */
record BarPlot(List<Bar> bars, long top, String first, String middle, String last, String summary) {
  static final int WIDTH = 600;
  static final int HEIGHT = 160;
  private static final double GAP = 0.22;
  private static final double LEAST = 2;

  /** A few bars must not look like walls. */
  private static final int FEWEST = 14;

  /**
   * A rectangle.
   *
   * @param tone its class
   * @param label what it means
   */
  record Bar(String x, String y, String width, String height, String tone, String label) {}

  /**
   * A piece of a stack.
   *
   * @param name what it is, for people
   * @param tone its class
   */
  record Piece(String name, String tone, long count) {}

  /** One stack, from the bottom up. */
  record Stack(String label, List<Piece> pieces) {
    long total() {
      return pieces.stream().mapToLong(Piece::count).sum();
    }
  }

  static BarPlot of(List<Stack> stacks, String summary) {
    long top = niceTop(stacks.stream().mapToLong(Stack::total).max().orElse(0));
    int columns = Math.max(FEWEST, stacks.size());
    int free = columns - stacks.size();
    double step = (double) WIDTH / columns;
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < stacks.size(); i++) {
      Stack stack = stacks.get(i);
      double y = HEIGHT;
      for (Piece piece : stack.pieces()) {
        if (piece.count() > 0) {
          // What happened once must be seen beside what happened a million times.
          double height = Math.max(LEAST, (double) HEIGHT * piece.count() / top);
          y = Math.max(0, y - height);
          bars.add(
              new Bar(
                  decimal(step * (free + i + GAP / 2)),
                  decimal(y),
                  decimal(step * (1 - GAP)),
                  decimal(height),
                  piece.tone(),
                  stack.label() + ": " + Show.number(piece.count()) + " " + piece.name()));
        }
      }
    }
    // With columns free on the left only the last bar has its label below it.
    boolean full = free == 0;
    return new BarPlot(
        bars,
        top,
        full ? stacks.get(0).label() : "",
        full ? stacks.get(stacks.size() / 2).label() : "",
        stacks.isEmpty() ? "" : stacks.get(stacks.size() - 1).label(),
        summary);
  }

  /** The next of 1, 2, 5, 10, 20, 50… */
  private static long niceTop(long most) {
    long unit = 1;
    while (unit < Long.MAX_VALUE / 10) {
      for (long step : new long[] {1, 2, 5}) {
        if (unit * step >= most) {
          return unit * step;
        }
      }
      unit *= 10;
    }
    return most;
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }
}
