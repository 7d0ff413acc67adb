package dev.atocore.integrity.checks.log;

import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Finds the numbers that a rising row of versions leaves out. */
final class Gaps {
  private final String memoryId;
  private final NavigableSet<Long> waiting;
  private final NavigableSet<Long> acknowledged;
  private final Findings findings;
  private long next = 1;

  Gaps(
      String memoryId,
      Map<String, NavigableSet<Long>> waiting,
      Map<String, NavigableSet<Long>> acknowledged,
      Findings findings) {
    this.memoryId = memoryId;
    this.waiting = waiting.getOrDefault(memoryId, new TreeSet<>());
    this.acknowledged = acknowledged.getOrDefault(memoryId, new TreeSet<>());
    this.findings = findings;
  }

  void present(long version) {
    missing(version - 1);
    next = version + 1;
  }

  /** The row's own version must have an entry too. */
  void end(long version) {
    missing(version);
  }

  private void missing(long to) {
    if (next > to) {
      return;
    }
    for (long version : waiting.subSet(next, true, to, true)) {
      lost(version - 1);
      findings.add(
          subject(version),
          Details.of("the entry of version " + version + " waits in the spool")
              .with("memory_id", memoryId)
              .with("version", version)
              .with("verdict", "pending"));
      next = version + 1;
    }
    lost(to);
    next = to + 1;
  }

  /** All up to that version, but for those an operator knows of ('atocore audit gap ack'). */
  private void lost(long to) {
    long from = next;
    if (from <= to) {
      for (long known : acknowledged.subSet(from, true, to, true)) {
        lost(from, known - 1);
        from = known + 1;
      }
      lost(from, to);
    }
  }

  private void lost(long from, long to) {
    if (from <= to) {
      String versions = from == to ? "version " + to : "versions " + from + " to " + to;
      findings.add(
          subject(from),
          Details.of("no entry says who made " + versions)
              .with("memory_id", memoryId)
              .with("version", from)
              .with("to_version", to)
              .with("verdict", "missing"));
    }
  }

  private String subject(long version) {
    return memoryId + "@" + version;
  }
}
