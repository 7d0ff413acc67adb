package dev.atocore.integrity.checks.memory;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.refusal.Refusals;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;

/** Refusals that nobody can recognise a text by. */
public final class RefusalKeyLost extends BuiltInCheck {
  public RefusalKeyLost() {
    super(
        "refusal-key-lost",
        Severity.WARNING,
        "refusals whose key is not beside the store, so that what was turned down or erased may"
            + " come back",
        "put the key's file back, or atocore memory refusals rebuild");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Refusals refusals = context.store().refusals();
    long lost = refusals.unrecognised();
    if (lost > 0) {
      findings.add(
          "key",
          Details.of(lost + " refusals were made with a key that is not there")
              .with("file", refusals.keyFile().toString())
              .with("refusals", lost));
    }
  }
}
