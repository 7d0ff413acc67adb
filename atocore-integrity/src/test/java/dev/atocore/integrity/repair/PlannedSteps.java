package dev.atocore.integrity.repair;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.integrity.mend.RepairStep;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What a plan holds, as a whole. */
public final class PlannedSteps {
  private PlannedSteps() {}

  public static List<RepairStep> steps(RepairPlan plan) {
    List<RepairStep> steps = new ArrayList<>();
    try {
      plan.forEach(steps::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return steps;
  }

  /** What {@code -o json} prints. */
  static byte[] written(RepairPlan plan) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      plan.write(json);
    }
    return out.toByteArray();
  }
}
