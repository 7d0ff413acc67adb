package dev.atocore.integrity.scope;

import dev.atocore.integrity.scan.Slices;
import dev.atocore.integrity.scan.Views;

/**
 * The memories that have entries in the log and no row. Two checks ask for them: once one has seen
 * that there are none, the other need not look. Thread-safe.
 */
public final class LogWithoutRow {
  private volatile boolean none;

  LogWithoutRow() {}

  /** Hands over the ids of these memories. */
  public void forEach(Views views, Slices.EachText each) {
    if (none) {
      return;
    }
    boolean[] some = new boolean[1];
    Slices.forEachOrphan(
        views,
        "memory_id",
        "memory_audit",
        "memories",
        (connection, id) -> {
          some[0] = true;
          each.text(connection, id);
        });
    none = !some[0];
  }
}
