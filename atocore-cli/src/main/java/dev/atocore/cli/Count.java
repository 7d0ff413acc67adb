package dev.atocore.cli;

/** A number with its noun. */
public final class Count {
  private Count() {}

  /** {@code 1 finding}, {@code 2 findings}. */
  public static String of(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
