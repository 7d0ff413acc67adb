package dev.atocore.testing;

import java.util.Locale;
import java.util.Map;

/**
 * Vectors for tests: a sum of one direction a word, and words that mean the same have the same
 * direction. So texts that share meanings point alike, though no word of theirs is the same.
 */
public final class WordVectors {
  /** How many numbers a vector has, unless another count is asked for. */
  public static final int DIMENSIONS = 128;

  private static final Map<String, String> MEANINGS =
      Map.of(
          "automobile", "car",
          "vehicle", "car",
          "physician", "doctor",
          "purchase", "buy",
          "bought", "buy",
          "feline", "cat",
          "cats", "cat",
          "beverage", "drink",
          "dislikes", "hates",
          "enjoys", "likes");

  private WordVectors() {}

  /** The vector of a text, of {@link #DIMENSIONS} numbers. */
  public static float[] of(String text) {
    return of(text, DIMENSIONS);
  }

  /** The same with so many numbers. */
  public static float[] of(String text, int dimensions) {
    float[] vector = new float[dimensions];
    vector[0] = 0.01f;
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
      if (!word.isEmpty()) {
        add(vector, MEANINGS.getOrDefault(word, word));
      }
    }
    return vector;
  }

  private static void add(float[] vector, String word) {
    long state = word.hashCode() * 0x9E3779B97F4A7C15L + 1;
    for (int i = 0; i < vector.length; i++) {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
      vector[i] += (state & 1) == 0 ? 1 : -1;
    }
  }
}
