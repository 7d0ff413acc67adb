package dev.atocore.core.search;

import java.util.List;
import java.util.Locale;

/**
 * What is wrong with the vectors of one memory.
 *
 * @param memoryId the memory; there may be none with that id
 * @param faults what is wrong, the gravest first; at least one
 */
public record VectorFault(String memoryId, List<Kind> faults) {
  /** Copies the list. */
  public VectorFault {
    faults = List.copyOf(faults);
  }

  /** What can be wrong with a vector; the gravest comes first. */
  public enum Kind {
    /** There is no such memory, it was redacted, or it does not cite that chunk. */
    ORPHANED("belongs to no text"),
    /** It was made from another text than is there now. */
    STALE("was made from another text"),
    /** Its bytes are not those that were written. */
    DAMAGED("was altered"),
    /** Another model made it. */
    WRONG_MODEL("is of another model"),
    /** It has more or fewer numbers than the model's have. */
    WRONG_SIZE("has another size"),
    /** There is none. */
    MISSING("is missing");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Its name for programs. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What is wrong, to follow on "the vector". */
    public String words() {
      return words;
    }
  }
}
