package dev.atocore.cli.out;

/** A number with its noun. */
public final class Count {
  private Count() {}

  /** {@code 1 finding}, {@code 2 findings}. */
  public static String of(long number, String noun) {
    return of(number, noun, noun + "s");
  }

  /** {@code 1 memory}, {@code 2 memories}. */
  public static String of(long number, String one, String more) {
    return number + " " + (number == 1 ? one : more);
  }
}
