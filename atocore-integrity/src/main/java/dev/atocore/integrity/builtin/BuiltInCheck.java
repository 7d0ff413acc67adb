package dev.atocore.integrity.builtin;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.store.Capability;
import dev.atocore.integrity.check.Cost;
import dev.atocore.integrity.check.IntegrityCheck;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What is said about a check of this library; {@code docs/integrity.md} says the same. */
public abstract class BuiltInCheck implements IntegrityCheck {
  private final String id;
  private final Severity severity;
  private final Cost cost;
  private final String finds;
  private final String mend;
  private final Set<Capability> needs;

  /**
   * A check.
   *
   * @param needs what the database of a store must be able to do for it
   */
  public BuiltInCheck(
      String id, Severity severity, Cost cost, String finds, String mend, Capability... needs) {
    this.id = id;
    this.severity = severity;
    this.cost = cost;
    this.finds = finds;
    this.mend = mend;
    this.needs = Set.of(needs);
  }

  /** A check fit for every night. */
  public BuiltInCheck(
      String id, Severity severity, String finds, String mend, Capability... needs) {
    this(id, severity, Cost.CHEAP, finds, mend, needs);
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final Severity severity() {
    return severity;
  }

  @Override
  public final Cost cost() {
    return cost;
  }

  @Override
  public final String finds() {
    return finds;
  }

  @Override
  public final String mend() {
    return mend;
  }

  @Override
  public final Set<Capability> needs() {
    return needs;
  }

  /**
   * The checks of the same run that must have ended before it begins, since it reads less after
   * them; none of them waits itself.
   */
  public List<String> after() {
    return List.of();
  }

  /** As long as the store needs. */
  @Override
  public final Duration timeout() {
    return Duration.ofDays(1);
  }

  @Override
  public final long mostFindings() {
    return Long.MAX_VALUE;
  }
}
