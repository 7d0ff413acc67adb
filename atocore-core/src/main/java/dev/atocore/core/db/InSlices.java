package dev.atocore.core.db;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Work on many things in as many transactions as it takes to keep no other writer waiting. */
public final class InSlices {
  private InSlices() {}

  /**
   * Works through a list from its beginning.
   *
   * @param some does the first few of what it is given in one transaction, until {@link
   *     StoreConnection#isSliceOver}, and returns an outcome for each that it did, at least one
   * @param each told each outcome once it is committed
   */
  public static <T, R> void run(List<T> all, Function<List<T>, List<R>> some, Consumer<R> each) {
    List<T> left = all;
    while (!left.isEmpty()) {
      List<R> outcomes = some.apply(left);
      left = left.subList(outcomes.size(), left.size());
      outcomes.forEach(each);
    }
  }
}
