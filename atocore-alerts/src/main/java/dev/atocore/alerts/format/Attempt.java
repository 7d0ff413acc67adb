package dev.atocore.alerts.format;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one try to deliver. */
public sealed interface Attempt {
  /**
   * The receiver has it.
   *
   * @param note what went wrong all the same; empty when nothing did
   */
  record Accepted(String note) implements Attempt {
    /** Accepted without a fault. */
    public Accepted() {
      this("");
    }
  }

  /** The receiver will not have it, now or later. */
  record Refused(String reason) implements Attempt {}

  /**
   * It may work later.
   *
   * @param pause how long the receiver asked to be left alone; null when it did not say
   * @param unreachable true when nothing else sent there now would fare better
   */
  record Later(String reason, @Nullable Duration pause, boolean unreachable) implements Attempt {}
}
