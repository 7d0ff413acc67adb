package dev.atocore.integrity.pipeline;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.GuardedStore;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.harness.Harness;
import dev.atocore.core.state.State;
import dev.atocore.core.state.StateValue;
import dev.atocore.core.text.JsonRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the retrieval harness found when it last ran.
 *
 * @param ranAt when; the time the result was kept, if it does not say
 * @param total cases run
 * @param passed cases passed
 * @param passRate the share of cases passed, 0 to 1
 * @param mode by what was searched; text where it does not say
 */
public record LastHarness(String ranAt, long total, long passed, double passRate, String mode) {
  /** The last result in that store; empty when there is none that can be understood. */
  public static Optional<LastHarness> of(MemoryStore store) {
    return store.state().get(State.OWN, Harness.CATEGORY, Harness.KEY).flatMap(LastHarness::parse);
  }

  /** The last result of each of the past days, oldest first. */
  public static List<LastHarness> history(MemoryStore store) {
    List<LastHarness> results = new ArrayList<>();
    for (StateValue value : store.state().list(State.OWN, Harness.HISTORY)) {
      parse(value).ifPresent(results::add);
    }
    return results;
  }

  /** The same for the principal of a store; nothing for who sees only a part of it. */
  public static List<LastHarness> history(GuardedStore store) {
    return store.principal().scope().bound() ? List.of() : history(store.unguarded());
  }

  /** Writes one object: {@code ran_at, total, passed, pass_rate, mode}. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("ran_at", ranAt);
    json.writeNumberField("total", total);
    json.writeNumberField("passed", passed);
    json.writeNumberField("pass_rate", passRate);
    json.writeStringField("mode", mode);
    json.writeEndObject();
  }

  /** Another program may keep results here too: the rate is enough. */
  private static Optional<LastHarness> parse(StateValue value) {
    JsonRecord fields = JsonRecord.parse(value.value());
    String ranAt = fields.text("ran_at", value.updatedAt());
    double total = fields.decimal("total", 0.0);
    double passed = fields.decimal("passed", 0.0);
    double rate = fields.decimal("pass_rate", total > 0 ? passed / total : Double.NaN);
    return rate >= 0 && rate <= 1
        ? Optional.of(
            new LastHarness(ranAt, (long) total, (long) passed, rate, fields.text("mode", "text")))
        : Optional.empty();
  }
}
