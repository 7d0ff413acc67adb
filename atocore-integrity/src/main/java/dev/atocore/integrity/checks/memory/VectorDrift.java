package dev.atocore.integrity.checks.memory;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.search.VectorFault;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Cost;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;

/**
 * Vectors that do not belong to the texts: a memory whose vector is missing, of an older text, of
 * another model or size, or altered, and vectors of no memory. One finding a memory.
 */
public final class VectorDrift extends BuiltInCheck {
  public VectorDrift() {
    super(
        "vector-drift",
        Severity.WARNING,
        Cost.CHEAP,
        "vectors that are missing, of another text, of another model or size, altered, or of no"
            + " memory",
        "atocore memory embed");
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    context.gated(
        () -> {
          context
              .store()
              .vectors()
              .check(
                  fault -> {
                    context.requireGoing();
                    tell(fault, findings);
                  });
          return true;
        });
  }

  private static void tell(VectorFault fault, Findings findings) {
    VectorFault.Kind first = fault.faults().get(0);
    findings.add(
        fault.memoryId(),
        Details.of("the vector of memory " + fault.memoryId() + " " + first.words())
            .with("memory_id", fault.memoryId())
            .with("faults", fault.faults().stream().map(VectorFault.Kind::word).toList()));
  }
}
