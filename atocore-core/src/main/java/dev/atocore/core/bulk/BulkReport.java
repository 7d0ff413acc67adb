package dev.atocore.core.bulk;

/**
 * What a bulk command did in all.
 *
 * @param examined memories that qualified
 * @param changed memories changed, or that would be in a dry run
 * @param skipped memories left alone because the change was refused, such as a duplicate, or one
 *     that says what was turned down before
 */
public record BulkReport(long examined, long changed, long skipped) {
  /** Both together. */
  BulkReport plus(BulkReport other) {
    return new BulkReport(
        examined + other.examined, changed + other.changed, skipped + other.skipped);
  }
}
