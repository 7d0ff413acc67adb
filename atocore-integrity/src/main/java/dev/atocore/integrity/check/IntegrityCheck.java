package dev.atocore.integrity.check;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.store.Capability;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * Looks for one kind of drift. A check only reads; what it finds it hands over one by one, so that
 * memory use does not grow with the number of findings. Implementations keep no state; checks run
 * side by side.
 */
public interface IntegrityCheck {
  /** A stable name in lower case with hyphens, such as {@code dangling-source-chunk}. */
  String id();

  /** How bad it is when this check finds something. */
  Severity severity();

  /** What it finds, in one line without a full stop. */
  String finds();

  /** What it costs; cheap unless it says otherwise. */
  default Cost cost() {
    return Cost.CHEAP;
  }

  /**
   * What to do about its findings, in one line, most often a command; empty when there is nothing
   * to say. {@code MEMORY_ID}, {@code CHUNK_ID}, {@code DOCUMENT_ID}, {@code PROJECT} and {@code
   * FILE} stand for what the details of a finding call so in lower case.
   */
  default String mend() {
    return "";
  }

  /**
   * Whether the check has a place in a run that only looks at what is new: because it costs next to
   * nothing, or heeds what is new by itself.
   */
  default boolean looksAtNews() {
    return false;
  }

  /** What the database of a store must be able to do; the check does not run on others. */
  default Set<Capability> needs() {
    return Set.of();
  }

  /** How long it may take; it is then stopped and reported as failed. */
  default Duration timeout() {
    return Duration.ofMinutes(1);
  }

  /** How many findings it may have; it is then stopped, and what was found is kept. */
  default long mostFindings() {
    return 100_000;
  }

  /**
   * Looks at the store.
   *
   * @throws SQLException or any unchecked exception if the check cannot do its work: it is then
   *     reported as {@code error} and the other checks still run
   */
  void run(CheckContext context, Findings findings) throws SQLException;
}
