package dev.atocore.alerts;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes ids that sort by time: milliseconds, then 64 bits that two processes do not share. Not
 * SecureRandom, which takes longer to start than the rest of a short command; an id has to be
 * unique, not hard to guess.
 */
final class AlertIds {
  private static final AtomicLong LAST =
      new AtomicLong(
          mix(
              ThreadLocalRandom.current().nextLong()
                  ^ ProcessHandle.current().pid() * 0x9e3779b97f4a7c15L));

  private AlertIds() {}

  static String next(long epochMillis) {
    long unique = mix(LAST.addAndGet(0x9e3779b97f4a7c15L));
    return hex(epochMillis, 12) + "-" + hex(unique, 16);
  }

  private static String hex(long value, int digits) {
    String text = Long.toHexString(value);
    return text.length() >= digits
        ? text.substring(text.length() - digits)
        : "0".repeat(digits - text.length()) + text;
  }

  /** SplitMix64's finisher, a bijection: ids of one process never repeat. */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
