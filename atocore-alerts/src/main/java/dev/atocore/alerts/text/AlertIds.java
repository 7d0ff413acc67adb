package dev.atocore.alerts.text;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes ids that sort by time: milliseconds, then a count that keeps the order within one process,
 * then 48 bits that two processes do not share. Not SecureRandom, which takes longer to start than
 * the rest of a short command; an id has to be unique, not hard to guess.
 */
public final class AlertIds {
  private static final long SEED =
      ThreadLocalRandom.current().nextLong() ^ ProcessHandle.current().pid() * 0x9e3779b97f4a7c15L;
  private static final AtomicLong COUNT = new AtomicLong();

  private AlertIds() {}

  public static String next(long epochMillis) {
    long count = COUNT.incrementAndGet();
    long unique = mix(SEED + count * 0x9e3779b97f4a7c15L);
    return hex(epochMillis, 12) + "-" + hex(count, 4) + hex(unique, 12);
  }

  private static String hex(long value, int digits) {
    String text = Long.toHexString(value);
    return text.length() >= digits
        ? text.substring(text.length() - digits)
        : "0".repeat(digits - text.length()) + text;
  }

  /** SplitMix64's finisher. */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
