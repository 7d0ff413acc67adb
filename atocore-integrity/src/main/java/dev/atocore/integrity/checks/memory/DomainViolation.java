package dev.atocore.integrity.checks.memory;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Mark;
import dev.atocore.integrity.scan.Slices;
import dev.atocore.integrity.scan.Spelled;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Values that AtoCore never writes: unknown words, numbers out of range, times out of order. */
public final class DomainViolation extends BuiltInCheck {
  /** The column, the class that SQLite may have stored another of, and what is true of a value. */
  private static final String[][] DOMAIN = {
    {"type", "", "type IN " + words(MemoryType.values(), MemoryType::word)},
    {"status", "", "status IN " + words(MemoryStatus.values(), MemoryStatus::word)},
    {"confidence", "typeof(confidence) = 'real' AND ", "confidence BETWEEN 0 AND 1"},
    {"reference_count", "typeof(reference_count) = 'integer' AND ", "reference_count >= 0"},
    {"version", "typeof(version) = 'integer' AND ", "version >= 1"},
    {"updated_at", "", "updated_at >= created_at"},
    {"id", "", "id <> ''"}
  };

  /**
   * The id, and the names of the columns whose value AtoCore would not have written, in a range of
   * {@code seq}.
   */
  private static final Spelled OUT_OF_DOMAIN_BETWEEN = outOfDomain(" AND seq > ? AND seq <= ?");

  /** The same among the memories that changed. */
  private static final Spelled OUT_OF_DOMAIN_LATELY = outOfDomain(" AND id IN " + Mark.CHANGED);

  public DomainViolation() {
    super(
        "domain-violation",
        Severity.WARNING,
        "memories with values out of their range: words, numbers, order of times",
        "atocore integrity repair --check memory-drift, or atocore memory revert MEMORY_ID"
            + " --to-version N");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Slices.forEachMemory(
        context,
        OUT_OF_DOMAIN_LATELY,
        OUT_OF_DOMAIN_BETWEEN,
        (connection, row) -> found(row, findings));
  }

  private static void found(ResultSet row, Findings findings) throws SQLException {
    String fields = row.getString(2).strip();
    findings.add(
        row.getString(1),
        Details.of("out of range: " + fields)
            .with("memory_id", row.getString(1))
            .with("fields", fields));
  }

  /** The names are put together only for the rows that the condition has found. */
  private static String outOfDomain(boolean typed) {
    StringBuilder fields = new StringBuilder("''");
    StringBuilder sound = new StringBuilder(typed ? "TRUE" : "1");
    for (String[] column : DOMAIN) {
      String rule = typed ? column[2] : column[1] + column[2];
      fields.append(" || CASE WHEN ").append(rule).append(" THEN '' ELSE '");
      fields.append(column[0]).append(" ' END");
      sound.append(" AND ").append(rule);
    }
    return "SELECT id, " + fields + " FROM memories WHERE NOT (" + sound + ")";
  }

  private static Spelled outOfDomain(String which) {
    return new Spelled(outOfDomain(false) + which, outOfDomain(true) + which);
  }

  private static <T> String words(T[] values, Function<T, String> word) {
    return Arrays.stream(values).map(word).collect(Collectors.joining("', '", "('", "')"));
  }
}
