package dev.atocore.core.search;

/**
 * A vector as the store keeps it: the signs of its numbers as bits, to be scanned by the million,
 * and the numbers themselves as bytes, to compare the best with. Immutable.
 */
public final class Embedding {
  private static final int MOST = 127;

  private final byte[] code;
  private final byte[] vector;

  private Embedding(byte[] code, byte[] vector) {
    this.code = code;
    this.vector = vector;
  }

  /**
   * Packs a vector. Its length is no matter, its direction is what is kept.
   *
   * @throws EmbedderException if it has no numbers, none but zeros, or one that is none
   */
  public static Embedding of(float[] numbers) {
    float most = 0;
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        throw new EmbedderException(
            "the embedder gave a vector with a value that is no number", null);
      }
      most = Math.max(most, Math.abs(number));
    }
    if (most == 0) {
      throw new EmbedderException("the embedder gave a vector without direction", null);
    }
    byte[] vector = new byte[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      vector[i] = (byte) Math.round(numbers[i] / most * MOST);
    }
    return new Embedding(codeOf(numbers), vector);
  }

  /** One that was packed before. */
  public static Embedding ofStored(byte[] vector) {
    float[] numbers = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      numbers[i] = vector[i];
    }
    return of(numbers);
  }

  private static byte[] codeOf(float[] numbers) {
    byte[] code = new byte[codeLength(numbers.length)];
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] > 0) {
        code[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
      }
    }
    return code;
  }

  /** How many bytes the code of a vector has. */
  public static int codeLength(int dimensions) {
    return (dimensions + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** How many numbers it has. */
  public int dimensions() {
    return vector.length;
  }

  /** A copy of the signs, a bit a number. */
  public byte[] code() {
    return code.clone();
  }

  /** A copy of the numbers. */
  public byte[] vector() {
    return vector.clone();
  }

  /**
   * How alike the directions are, from -1 to 1: the cosine.
   *
   * @param other the {@link #vector()} of another; one of another length is not alike
   */
  public double similarity(byte[] other) {
    if (other.length != vector.length) {
      return 0;
    }
    long dot = 0;
    long ours = 0;
    long theirs = 0;
    for (int i = 0; i < vector.length; i++) {
      dot += (long) vector[i] * other[i];
      ours += (long) vector[i] * vector[i];
      theirs += (long) other[i] * other[i];
    }
    return ours == 0 || theirs == 0 ? 0 : dot / Math.sqrt((double) ours * theirs);
  }
}
