package dev.atocore.core.model;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Ids of new memories: UUID version 7 (RFC 9562, section 5.7), whose first 48 bits are the time in
 * milliseconds. They sort by creation, so new rows land at the end of the index.
 */
final class MemoryIds {
  private static final SecureRandom RANDOM = new SecureRandom();

  private MemoryIds() {}

  static String next() {
    long millis = System.currentTimeMillis();
    long high = (millis << 16) | 0x7000L | (RANDOM.nextInt() & 0x0fffL);
    long low = 0x8000000000000000L | (RANDOM.nextLong() >>> 2);
    return new UUID(high, low).toString();
  }
}
