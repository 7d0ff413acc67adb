package dev.atocore.core.erase;

import java.nio.file.Path;
import java.util.List;

/**
 * Where, besides the store and what lies beside it, an erased text may stand.
 *
 * @param places files and folders to look into; what is found there is named and left alone
 * @param logs files to which the program appends lines, whose lines are masked where they lie; the
 *     ones that were rotated away from them, too
 * @param waiting folders of small files that come and go, which are masked while {@link #hold} lets
 *     nobody take them
 * @param hold keeps others from the files that wait
 */
public record Surroundings(List<Path> places, List<Path> logs, List<Path> waiting, Hold hold) {
  /** Nothing is known of. */
  public static final Surroundings NONE =
      new Surroundings(List.of(), List.of(), List.of(), work -> false);

  /** Copies the lists. */
  public Surroundings {
    places = List.copyOf(places);
    logs = List.copyOf(logs);
    waiting = List.copyOf(waiting);
  }

  /** Keeps others from files while something is done. */
  @FunctionalInterface
  public interface Hold {
    /**
     * Does it, unless others are at the files for too long.
     *
     * @return whether it was done
     */
    boolean during(Runnable work);
  }
}
