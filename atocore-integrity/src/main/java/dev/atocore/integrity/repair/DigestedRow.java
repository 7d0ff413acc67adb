package dev.atocore.integrity.repair;

import dev.atocore.core.db.DigestedTable;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table whose rows carry digests, as the steps of a repair name it: {@code
 * projects#12}.
 *
 * @param table the table
 * @param number the row's number in it
 */
record DigestedRow(DigestedTable table, long number) {
  /** The row with that name; null when it names none that may be accepted as it is. */
  static @Nullable DigestedRow of(String name) {
    int mark = name.lastIndexOf('#');
    for (DigestedTable table : DigestedTable.values()) {
      if (mark > 0 && table.table().equals(name.substring(0, mark)) && mayBeAccepted(table)) {
        try {
          return new DigestedRow(table, Long.parseLong(name.substring(mark + 1)));
        } catch (NumberFormatException e) {
          return null;
        }
      }
    }
    return null;
  }

  static String name(String table, long number) {
    return table + "#" + number;
  }

  /** What stands beside the log is append-only: nobody takes a digest away there. */
  private static boolean mayBeAccepted(DigestedTable table) {
    return switch (table) {
      case PROJECTS, PROJECT_STATE, SOURCE_DOCUMENTS, SOURCE_CHUNKS, SCHEMA_MIGRATIONS -> true;
      case AUDIT_ERASURES, AUDIT_GAPS, AUDIT_TILE, AUDIT_SEALED -> false;
    };
  }
}
