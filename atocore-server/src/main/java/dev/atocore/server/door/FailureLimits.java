package dev.atocore.server.door;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong tokens by the address they come from. It keeps away who guesses, not who knows: a
 * right token is let in even from an address that is over the limit, because behind a proxy all
 * clients share one. Thread-safe; memory is bounded.
 */
final class FailureLimits {
  /** So many wrong tokens a minute are answered with 401, more with 429. */
  static final int MAX_FAILURES = 10;

  static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MAX_ADDRESSES = 10_000;
  private static final int IPV6_NETWORK_BYTES = 8;

  private final LongSupplier nanoClock;
  private final Map<String, Window> windows =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  FailureLimits(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Counts one failure; gives the seconds to stay away, 0 while the limit is not reached. */
  synchronized long fail(InetAddress address) {
    long now = nanoClock.getAsLong();
    String key = key(address);
    Window window = windows.get(key);
    if (window == null || now - window.startNanos >= WINDOW.toNanos()) {
      window = new Window(now);
      windows.put(key, window);
    }
    window.failures++;
    return window.failures <= MAX_FAILURES
        ? 0
        : Math.max(1, WINDOW.minusNanos(now - window.startNanos).toSeconds());
  }

  /** Who has one IPv6 address usually has a network of them. */
  private static String key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
  }

  private static final class Window {
    private final long startNanos;
    private int failures;

    Window(long startNanos) {
      this.startNanos = startNanos;
    }
  }
}
