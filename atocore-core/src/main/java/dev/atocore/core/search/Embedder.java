package dev.atocore.core.search;

import java.time.Duration;
import java.util.List;

/**
 * Something that makes vectors of texts: texts that mean alike get vectors that point alike.
 * Thread-safe. What it costs to begin (a model, a connection) is paid by the first {@link #embed},
 * not by making the object.
 */
public interface Embedder extends AutoCloseable {
  /** The name of the model; vectors of one model are never compared with those of another. */
  String model();

  /** How many numbers a vector has; 0 while that is not known, before the first was made. */
  default int dimensions() {
    return 0;
  }

  /** How many texts {@link #embed} takes at once, at least 1; 64 unless it says otherwise. */
  default int batch() {
    return 64;
  }

  /**
   * A vector for each of the texts, in their order, none of them all zeros.
   *
   * @param texts 1 to {@link #batch()} texts
   * @param wait how long it may take in all, what is tried again too
   * @throws EmbedderException if it cannot be done in that time, or not at all
   */
  List<float[]> embed(List<String> texts, Duration wait);

  /** Gives back what it holds. */
  @Override
  default void close() {}
}
