package dev.atocore.alerts.event;

import dev.atocore.alerts.text.AlertSettings;
import java.time.Duration;

/**
 * A moment after which to stop waiting. Not moved by changes of the wall clock. Immutable and
 * thread-safe.
 */
public final class Deadline {
  private final long endNanos;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  /** The deadline that lies {@code wait} ahead. */
  public static Deadline after(Duration wait) {
    return new Deadline(System.nanoTime() + AlertSettings.bounded(wait).toNanos());
  }

  /** The deadline that comes so much sooner. */
  public Deadline minus(Duration reserve) {
    return new Deadline(endNanos - reserve.toNanos());
  }

  /** What is left; zero once it is over, never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }

  /** Whether nothing is left. */
  public boolean expired() {
    return endNanos - System.nanoTime() <= 0;
  }

  /** The deadline that comes first. */
  public Deadline earlierOf(Deadline other) {
    return endNanos - other.endNanos <= 0 ? this : other;
  }

  /** What is left in whole milliseconds, at least 1, for calls that take 0 as "for ever". */
  public long waitMillis() {
    return Math.max(1, (endNanos - System.nanoTime()) / 1_000_000);
  }

  @Override
  public String toString() {
    return remaining().toMillis() + " ms left";
  }
}
