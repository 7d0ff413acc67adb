package dev.atocore.core.bulk;

import dev.atocore.audit.io.Sha256;
import dev.atocore.core.model.Memory;
import dev.atocore.core.text.TextRules;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What memories would say that do not say it yet: 64 bits of a hash of each, with a number. Two
 * texts of the same 64 bits are taken for the same.
 */
final class PlannedTexts {
  private static final int NONE = -1;
  private static final int FIRST_SIZE = 1 << 10;

  private long[] hashes = new long[FIRST_SIZE];
  private int[] numbers = free(FIRST_SIZE);
  private int count;

  /** Adds what a memory would say. The first of equal ones stays. */
  void add(Memory memory, int number) {
    if (2 * ++count > numbers.length) {
      grow();
    }
    long hash = hash(memory);
    int slot = slot(hash);
    if (numbers[slot] == NONE) {
      hashes[slot] = hash;
      numbers[slot] = number;
    }
  }

  /** The number of the first that would say what this one says; negative when there is none. */
  int find(Memory memory) {
    return count == 0 ? NONE : numbers[slot(hash(memory))];
  }

  private int slot(long hash) {
    int mask = numbers.length - 1;
    int slot = (int) hash & mask;
    while (numbers[slot] != NONE && hashes[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldNumbers = numbers;
    hashes = new long[2 * oldHashes.length];
    numbers = free(hashes.length);
    for (int i = 0; i < oldNumbers.length; i++) {
      if (oldNumbers[i] != NONE) {
        int slot = slot(oldHashes[i]);
        hashes[slot] = oldHashes[i];
        numbers[slot] = oldNumbers[i];
      }
    }
  }

  private static int[] free(int size) {
    int[] numbers = new int[size];
    Arrays.fill(numbers, NONE);
    return numbers;
  }

  /** No text has a NUL. */
  private static long hash(Memory memory) {
    String said =
        String.join(
            "\0",
            memory.type(),
            orEmpty(memory.project()),
            orEmpty(memory.owner().userId()),
            orEmpty(memory.owner().agentId()),
            TextRules.withoutEndBlanks(memory.content()));
    return ByteBuffer.wrap(Sha256.of(said)).getLong();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
