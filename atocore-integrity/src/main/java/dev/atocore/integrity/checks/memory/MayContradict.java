package dev.atocore.integrity.checks.memory;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.search.ClosePair;
import dev.atocore.core.search.Difference;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Cost;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import java.util.List;
import java.util.function.Consumer;

/**
 * Active memories that mean almost the same and differ in a number, a date or a negation. Nobody
 * acts on it but a person.
 */
public final class MayContradict extends BuiltInCheck {
  public MayContradict() {
    super(
        "may-contradict",
        Severity.INFO,
        Cost.FULL,
        "active memories that mean almost the same and differ in a number, a date or a negation",
        "read both; if one is outdated: atocore memory supersede OUTDATED --by MEMORY_ID");
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    forEach(
        context,
        pair -> {
          Difference difference = pair.difference();
          if (difference != null) {
            findings.add(
                pair.older() + "+" + pair.newer(),
                Details.of(
                        "two active memories mean almost the same and differ in a "
                            + difference.word())
                    .with("memory_id", pair.older())
                    .with("memory_ids", List.of(pair.older(), pair.newer()))
                    .with("differs_in", difference.word())
                    .with("similarity", percent(pair)));
          }
        });
  }

  /** The close pairs of the store, as long as the run goes on. */
  static void forEach(CheckContext context, Consumer<ClosePair> each) {
    context.gated(
        () -> {
          context.store().vectors().closePairs(context::requireGoing, each);
          return true;
        });
  }

  /** How alike they are, in hundredths. */
  static String percent(ClosePair pair) {
    return Math.round(pair.similarity() * 100) + " %";
  }
}
