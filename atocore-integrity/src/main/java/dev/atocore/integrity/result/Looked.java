package dev.atocore.integrity.result;

import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Mark;
import dev.atocore.integrity.scan.RowCounts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run has seen, before anything of it is kept.
 *
 * @param result as users see it
 * @param seen the findings of each check in short, more than the result lists
 * @param rows how many rows there were; null when they were not counted
 * @param mark where the store stood when the run began; null when that is not known
 */
public record Looked(
    IntegrityResult result,
    Map<String, List<Findings.Seen>> seen,
    @Nullable RowCounts rows,
    @Nullable Mark mark) {
  public Looked with(IntegrityResult other) {
    return new Looked(other, seen, rows, mark);
  }
}
