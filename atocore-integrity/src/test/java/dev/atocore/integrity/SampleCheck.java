package dev.atocore.integrity;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.check.IntegrityCheck;

/** A check of an embedder's own, as far as every one is alike. */
abstract class SampleCheck implements IntegrityCheck {
  private final String id;

  SampleCheck(String id) {
    this.id = id;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final Severity severity() {
    return Severity.INFO;
  }

  @Override
  public final String finds() {
    return "nothing in particular";
  }
}
